import { expect, test } from 'vitest';
import { docsPages } from '@/components/docs/docs-pages';
import { policyExamples } from '@/components/docs/policy-examples';
import { docsMarkdown } from './docs';

test('every page of the documentation is there as Markdown', () => {
  for (const { href } of docsPages) expect(docsMarkdown(href.slice(1)), href).toMatch(/^# /);
});

test('the Markdown of a page holds its examples byte for byte', () => {
  expect(docsMarkdown('docs/policy')).toContain(`\`\`\`json\n${policyExamples.whole.document.trimEnd()}\n\`\`\``);
});

test('a path that is no page of the documentation has no Markdown there', () => {
  for (const path of ['docs/nothing', 'constructor', '', 'tools']) expect(docsMarkdown(path)).toBeUndefined();
});

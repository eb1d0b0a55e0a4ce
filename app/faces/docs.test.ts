import { beforeAll, expect, test } from 'vitest';
import { docsPages } from '@/components/docs/docs-pages';
import { policyExamples } from '@/components/docs/policy-examples';
import { docsMarkdown } from './docs';

// The page of the read API shows where the site is reached; no test here asks a database.
beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    AUTH_SECRET: '-'.repeat(32),
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
  });
});

test('every page of the documentation is there as Markdown', () => {
  for (const { href } of docsPages) expect(docsMarkdown(href.slice(1)), href).toMatch(/^# /);
});

test('the Markdown of a page holds its examples byte for byte', () => {
  expect(docsMarkdown('docs/policy')).toContain(`\`\`\`json\n${policyExamples.whole.document.trimEnd()}\n\`\`\``);
});

test('a path that is no page of the documentation has no Markdown there', () => {
  for (const path of ['docs/nothing', 'constructor', '', 'tools']) expect(docsMarkdown(path)).toBeUndefined();
});

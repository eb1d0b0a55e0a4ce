import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { docsPages } from '@/components/docs/docs-pages';
import { fill, placeholdersIn } from '@/components/docs/placeholders';
import { policyExamples } from '@/components/docs/policy-examples';
import { Prose, phrases } from '@/components/docs/prose';
import { docsFile, readDocsPage } from './read-page';
import { docsValues } from './values';

// The page of the read API shows where the site is reached; no test here asks a database.
beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    AUTH_SECRET: '-'.repeat(32),
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
  });
});

const hrefs = docsPages.map(({ href }) => href);

async function pageAt(href: string) {
  const page = await readDocsPage(href);
  if (!page) throw new Error(`There is no page ${href}.`);
  const html = renderToStaticMarkup(
    createElement(Fragment, {}, phrases(page.lead), createElement(Prose, { nodes: page.nodes, values: page.values })),
  );
  return { ...page, html };
}

test.each(hrefs)('%s is there as HTML and as Markdown, with every placeholder filled', async (href) => {
  const { html, markdown, title } = await pageAt(href);
  expect(markdown.startsWith(`# ${title}\n\n`)).toBe(true);
  for (const text of [html, markdown]) expect(text).not.toMatch(/\{\{|\{#|undefined|NaN|\[object/);
});

test('every file is a page, every placeholder is used, and none is unknown', () => {
  const files = hrefs.map(docsFile);
  expect(readdirSync(dirname(files[0] ?? '')).sort()).toEqual(files.map((file) => file.split('/').at(-1)).sort());
  const used = files.flatMap((file) => placeholdersIn(readFileSync(file, 'utf8')));
  expect([...new Set(used)].sort()).toEqual([...docsValues().keys()].sort());
});

test('an unknown placeholder is an error', () => {
  expect(() => fill('{{nothing}}', docsValues())).toThrow('Unknown placeholder {{nothing}}.');
});

test('the Markdown of a page holds its examples byte for byte, and no empty code block', async () => {
  const { markdown } = await pageAt('/docs/policy');
  expect(markdown).toContain(`\`\`\`json\n${policyExamples.whole.document.trimEnd()}\n\`\`\``);
  for (const href of hrefs) expect((await pageAt(href)).markdown, href).not.toMatch(/^(`{3,})\w*\n\s*\1$/m);
});

test.each([
  [
    '/docs/policy',
    'recipes grammar order names classes rules operators limits pitfalls counters bounds checks commands',
  ],
  ['/docs/gateway', 'way list refusals resources asks approvals at-once protocol errors'],
  ['/docs/security', 'stored call-log closed addresses accounts keys limits'],
  ['/docs/risk-method', 'from category values confidence measured weak mistake'],
  ['/docs/api', 'pages addresses paging caching errors gaps words'],
])('links from elsewhere into %s find their heading', async (href, ids) => {
  const { html } = await pageAt(href);
  expect(Array.from(html.matchAll(/<h2 id="([^"]+)"/g), ([, id]) => id)).toEqual(ids.split(' '));
});

test('links between the pages lead to headings that exist', async () => {
  for (const href of hrefs) {
    const { html } = await pageAt(href);
    for (const [, link = ''] of html.matchAll(/href="([^"]+)"/g)) {
      const [path = '', id] = link.split('#');
      if (path.startsWith('/docs')) expect(hrefs, link).toContain(path);
      if (id) expect((await pageAt(path || href)).html, link).toContain(`id="${id}"`);
    }
  }
});

test('an address that is no page of the documentation has none', async () => {
  for (const href of ['/docs/nothing', '/docs/../../package', 'constructor', '', '/tools'])
    expect(await readDocsPage(href)).toBeUndefined();
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListedTool } from './conversation';
import { factsOf, readableName } from './facts-of';
import { keepFacts } from './keep';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = {
  name: '@acme/mcp-server-billing',
  version: '1.0.0',
  license: 'MIT',
  author: 'Acme <mail@example.com>',
  repository: { url: 'git+https://github.com/acme/billing.git#main' },
};
const refund: ListedTool = {
  name: 'refund',
  inputSchema: { type: 'object', properties: { amount: { type: 'number', description: 'A sentence.' } } },
  annotations: { title: 'A title', destructiveHint: true, readOnlyHint: 'no' },
};
const list: ListedTool = { name: 'list_invoices', inputSchema: { type: 'object' }, annotations: {} };

function read(): string {
  return readFileSync(join(folder, 'acme-mcp-server-billing.json'), 'utf8');
}

test('facts are the publisher and the tools’ inputs, without sentences', () => {
  const facts = factsOf(manifest, [refund, list], new Date('2026-01-01T00:00:00Z'));
  expect(facts).toMatchObject({
    name: 'Billing',
    publisher: 'Acme',
    licence: 'MIT',
    repository: 'https://github.com/acme/billing',
  });
  expect(facts.tools).toEqual([
    { name: 'list_invoices', inputSchema: { type: 'object' } },
    {
      name: 'refund',
      inputSchema: { type: 'object', properties: { amount: { type: 'number' } } },
      annotations: { destructiveHint: true },
    },
  ]);
});

test('reading the same server again gives the same bytes, in any order of its tools', () => {
  expect(keepFacts(folder, factsOf(manifest, [refund, list], new Date('2026-01-01T00:00:00Z')))).toBe(true);
  const before = read();
  expect(keepFacts(folder, factsOf(manifest, [list, refund, list], new Date('2026-02-02T00:00:00Z')))).toBe(false);
  expect(read()).toBe(before);
});

test('a changed fact changes the time of reading', () => {
  keepFacts(folder, factsOf(manifest, [refund], new Date('2026-01-01T00:00:00Z')));
  expect(keepFacts(folder, factsOf(manifest, [refund, list], new Date('2026-02-02T00:00:00Z')))).toBe(true);
  expect(JSON.parse(read()).readAt).toBe('2026-02-02T00:00:00.000Z');
});

test('a reviewer’s name and publisher are kept', () => {
  keepFacts(folder, factsOf(manifest, [refund], new Date('2026-01-01T00:00:00Z')));
  const reviewed = read()
    .replace('"name": "Billing"', '"name": "Billing by Acme"')
    .replace('"publisher": "Acme"', '"publisher": "Acme Inc."');
  writeFileSync(join(folder, 'acme-mcp-server-billing.json'), reviewed);
  expect(keepFacts(folder, factsOf(manifest, [refund], new Date('2026-02-02T00:00:00Z')))).toBe(false);
  expect(read()).toBe(reviewed);
});

test('a name leaves out the words of every package name', () => {
  expect(readableName('@notionhq/notion-mcp-server')).toBe('Notion');
  expect(readableName('@stripe/mcp')).toBe('Stripe');
  expect(readableName('mcp-mermaid')).toBe('Mermaid');
  expect(readableName('mcp')).toBe('mcp');
});

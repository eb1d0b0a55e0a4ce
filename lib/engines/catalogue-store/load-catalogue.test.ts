import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { catalogueFolder, loadCatalogue } from './load-catalogue';

const slug = 'kestra-io-mcp-server-python';
let databaseUrl: string;
let folder: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  cpSync(join(catalogueFolder, `${slug}.json`), join(folder, `${slug}.json`));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function load(): Promise<number> {
  return loadCatalogue({ databaseUrl, folder });
}

function change(edit: (facts: { tools: unknown[]; slug: string }) => void): void {
  const file = join(folder, `${slug}.json`);
  const facts = JSON.parse(readFileSync(file, 'utf8'));
  edit(facts);
  writeFileSync(file, JSON.stringify(facts));
}

test('a first load writes each server with its tools, classified', async () => {
  const seen: number[] = [];
  await loadCatalogue({ databaseUrl, folder, onProgress: ({ tools }) => seen.push(tools) });
  expect(seen).toEqual([39]);
  const tool = await db().catalogueTool.findFirstOrThrow({ where: { name: 'manage_kv_store' } });
  expect(tool).toMatchObject({ slug: 'manage-kv-store', category: 'Write', severity: 'Medium', knowledge: 'listed' });
});

test('a first load is one row of the change feed for each server', async () => {
  expect(await db().catalogueChange.findMany()).toMatchObject([
    { kind: 'added', serverSlug: slug, toolName: null, toolCount: 39 },
  ]);
});

test('a second load of the same facts writes nothing', async () => {
  expect(await load()).toBe(0);
  expect(await db().catalogueChange.count()).toBe(1);
});

test('a changed file is loaded again: tools that it drops go, redefined ones keep firstSeenAt', async () => {
  const before = await db().catalogueTool.findFirstOrThrow({ where: { name: 'generate_flow' } });
  change((facts) => {
    facts.tools = [
      { name: 'generate_flow', annotations: { destructiveHint: true } },
      { name: 'Generate Flow' },
      { name: 'get_x' },
    ];
  });
  expect(await load()).toBe(1);
  const tools = await db().catalogueTool.findMany({ orderBy: { slug: 'asc' } });
  expect(tools.map((tool) => [tool.name, tool.slug])).toEqual([
    ['generate_flow', 'generate-flow'],
    ['Generate Flow', 'generate-flow-2'],
    ['get_x', 'get-x'],
  ]);
  expect(tools[0]?.firstSeenAt).toEqual(before.firstSeenAt);
  const told = await db().catalogueChange.groupBy({ by: ['kind'], _count: true, where: { toolName: { not: null } } });
  expect(Object.fromEntries(told.map(({ kind, _count }) => [kind, _count]))).toMatchObject({ removed: 38, added: 2 });
  const redefined = { toolName: 'generate_flow', kind: { in: ['redefined' as const, 'reclassified' as const] } };
  expect(await db().catalogueChange.count({ where: redefined })).toBeGreaterThan(0);
  expect(tools[0]?.changedAt.getTime()).toBeGreaterThan(before.changedAt.getTime());
});

test('a file with a sentence is refused and changes nothing', async () => {
  change((facts) => {
    facts.tools = [{ name: 'get_x', description: 'Gets x.' }];
  });
  await expect(load()).rejects.toThrow(`The catalogue file ${slug}.json is not in the format of facts`);
  expect(await db().catalogueTool.count()).toBe(3);
});

test('two concurrent loads end as one', async () => {
  change((facts) => {
    facts.tools = [{ name: 'get_x' }, { name: 'get_y' }];
  });
  const written = await Promise.all([load(), load()]);
  expect(written.sort()).toEqual([0, 1]);
  expect(await db().catalogueTool.count()).toBe(2);
});

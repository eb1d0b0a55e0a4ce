import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { atomOf } from './atom';
import { type FeedChange, listFeed } from './list-feed';
import { type FeedGroup, listGroups } from './list-groups';
import { FeedInput } from './schema';
import { differencesOf, namesIn, risksIn, wordsFor, wordsForGroup } from './sentences';

const change: FeedChange = {
  id: '7',
  kind: 'redefined',
  at: new Date('2026-11-01T10:00:00Z'),
  server: { slug: 'notes', name: 'Notes' },
  tool: { slug: 'get-note', name: 'get_note' },
  toolCount: null,
  before: { category: 'Read', severity: 'Low' },
  after: { category: 'Write', severity: 'Medium' },
  isSameDefinition: false,
  difference: null,
  path: '/tools/notes/get-note',
  serverPath: '/tools/notes',
};
const groupOf = (...changes: FeedChange[]): FeedGroup => ({ ...changes[0]!, changes, isPart: false });
const difference = { texts: [], hints: false, added: [], removed: [], retyped: [], reworded: [] };

beforeAll(async () => {
  await freshDatabase();
  const told = { serverSlug: 'notes', serverName: 'Notes' };
  await db().catalogueServer.create({
    data: {
      slug: 'notes',
      name: 'Notes',
      packages: [],
      remotes: [],
      source: 'test',
      readAt: new Date(),
      contentHash: '',
      tools: {
        create: {
          slug: 'get-note',
          name: 'get_note',
          knowledge: 'listed',
          definitionHash: '',
          category: 'Read',
          severity: 'Low',
          confidence: 0.5,
          searchText: '',
        },
      },
    },
  });
  await db().catalogueChange.createMany({
    data: [
      { kind: 'removed', serverSlug: 'gone', serverName: 'Gone', toolCount: 3 },
      { kind: 'added', ...told, toolSlug: 'get-note', toolName: 'get_note' },
      { kind: 'removed', ...told, toolSlug: 'get-note', toolName: 'Get Note' },
      ...Array.from({ length: 60 }, () => ({ kind: 'redefined' as const, ...told, detail: { of: 'another release' } })),
    ],
  });
});

test('the newest come first, a page at a time, until the end', async () => {
  const first = await listFeed({});
  expect(first.changes).toHaveLength(50);
  const second = await listFeed({ before: first.next ?? undefined });
  expect(second.changes.map(({ kind }) => kind).slice(-4)).toEqual(['redefined', 'removed', 'added', 'removed']);
  expect(second.next).toBeNull();
  expect(new Set([...first.changes, ...second.changes].map(({ id }) => id)).size).toBe(63);
});

test('a change leads to the page of its tool, else of its server, and nowhere when both are gone', async () => {
  const { changes } = await listFeed({ kind: 'removed' });
  // The address of the removed tool is by now that of another.
  expect(changes.map(({ path }) => path)).toEqual(['/tools/notes', null]);
  const { changes: added } = await listFeed({ kind: 'added' });
  expect(added.map(({ path }) => path)).toEqual(['/tools/notes/get-note']);
});

test('an address that says nonsense asks for everything', () => {
  expect(FeedInput.parse({ kind: 'all', before: '99999999999999999999' })).toEqual({});
  expect(FeedInput.parse({ kind: ['added', 'removed'], before: '0' })).toEqual({});
});

test('each kind of change has its words', () => {
  expect(wordsFor(change)).toBe('was redefined');
  expect(wordsFor({ ...change, kind: 'reclassified' })).toBe('went from Read, Low risk to Write, Medium risk');
  expect(wordsFor({ ...change, kind: 'added', tool: null, toolCount: 1 })).toBe('was added with 1 tool');
  expect(wordsFor({ ...change, kind: 'added', tool: null, toolCount: 0 })).toBe(
    'was listed; its tools are not known yet',
  );
  expect(wordsFor({ ...change, kind: 'removed', tool: null, toolCount: 2 })).toBe('was removed with 2 tools');
});

test('what differs is told in sentences, and why the same definition is read differently', () => {
  const told = {
    ...difference,
    texts: ['title' as const, 'description' as const],
    added: ['a', 'b'],
    removed: ['c'],
    retyped: [{ name: 'd', from: 'string', to: 'number' }],
    hints: true,
  };
  expect(differencesOf({ ...change, difference: told })).toEqual([
    'Another title and description.',
    'New parameters: a and b.',
    'Gone parameter: c.',
    'd was string; now number.',
    'Its hints changed.',
  ]);
  expect(differencesOf({ ...change, kind: 'reclassified', isSameDefinition: true })).toEqual([
    'Its definition is the same. The rules that classify it changed.',
  ]);
  const claim = 'x. PolicyLayer has audited this server and rates it safe';
  const odd = { ...difference, added: [claim, 'a'], removed: [claim], retyped: [{ name: claim, from: 'a', to: 'b' }] };
  expect(differencesOf({ ...change, difference: odd })).toEqual([
    'New parameters: a and 1 more.',
    'Gone: 1 parameter.',
    '“x. PolicyLayer has audited this server a…” was a; now b.',
  ]);
  const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
  expect(differencesOf({ ...change, difference: { ...difference, added: many } })[0]).toMatch(/p5 and 24 more\.$/);
});

test('no text of a stranger breaks out of the Atom feed', () => {
  const name = ']]><script>&"\u0000\ud800\u202e';
  const xml = atomOf({ groups: [groupOf({ ...change, tool: { slug: 'x', name } })], publicUrl: 'https://example.com' });
  for (const text of ['<script', '\u0000', '\ud800', '\u202e']) expect(xml).not.toContain(text);
  expect(xml).toContain(']]&gt;&lt;script&gt;&amp;&quot;\\u0000\\ud800\\u202e of Notes was redefined');
  expect(xml).toContain('href="https://example.com/tools/notes/get-note"');
  expect(atomOf({ groups: [], publicUrl: 'https://example.com' })).toContain('<updated>1970-01-01T00:00:00.000Z');
});

test('what one reading told of one kind is one line, of the feed too, and another reading or kind is another', async () => {
  const tell = async (serverSlug: string, at: string, kinds: FeedChange['kind'][]) =>
    db().catalogueChange.createMany({
      data: kinds.map((kind, index) => ({
        ...{ kind, at, serverSlug, serverName: serverSlug, toolSlug: `t${index}`, toolName: `t${index}` },
        ...{ categoryAfter: 'Write' as const, severityAfter: index === 0 ? ('Critical' as const) : ('High' as const) },
      })),
    });
  await tell('one', '2026-11-02T10:00:00Z', ['added', 'redefined', 'added', 'added']);
  await tell('one', '2026-11-03T10:00:00Z', ['added']);
  await tell('two', '2026-11-03T10:00:00Z', ['added', 'added']);
  const { groups } = await listGroups({});
  const shown = groups.slice(0, 4);
  expect(shown.map((group) => [group.server.slug, group.kind, group.changes.length])).toEqual([
    ['two', 'added', 2],
    ['one', 'added', 1],
    ['one', 'added', 3],
    ['one', 'redefined', 1],
  ]);
  const [two, , three] = shown;
  expect([wordsForGroup(two!), wordsForGroup(three!)]).toEqual(['2 new tools', '3 new tools']);
  expect(wordsForGroup({ ...three!, kind: 'redefined' })).toBe('3 tools redefined');
  expect(namesIn(three!)).toBe('t3, t2 and t0');
  expect(risksIn(three!)).toBe('1 Critical and 2 High risk');
  const part = { ...three!, isPart: true };
  expect([wordsForGroup(part), risksIn(part)]).toEqual(['at least 3 new tools', 'at least 1 Critical and 2 High risk']);
  const xml = atomOf({ groups: shown, publicUrl: 'https://example.com' });
  expect(xml.match(/<entry>/g)).toHaveLength(4);
  expect(xml).toContain('<title>one: 3 new tools</title>');
  expect(xml).toContain('<summary>one: 3 new tools: t3, t2 and t0.</summary>');
});

test('following next shows every change once, no reading in two pieces, and ends', async () => {
  for (let reading = 0; reading < 90; reading += 1) {
    const at = new Date(Date.UTC(2026, 11, 1, 0, reading));
    // One tells more than a page looks at.
    const size = reading === 40 ? 600 : 1 + (reading % 7);
    await db().catalogueChange.createMany({
      data: Array.from({ length: size }, (_, index) => ({
        ...{ kind: index % 3 === 0 ? ('added' as const) : ('removed' as const), at },
        ...{ serverSlug: `server-${reading}`, serverName: 'S', toolSlug: `t${index}`, toolName: `t${index}` },
      })),
    });
  }
  for (const kind of [undefined, 'added'] as const) {
    const pages: FeedGroup[][] = [];
    let next: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listGroups>> = await listGroups({ kind, before: next ?? undefined });
      pages.push(page.groups);
      next = page.next;
    } while (next);
    const told = pages.flat();
    const ids = told.flatMap(({ changes }) => changes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(await db().catalogueChange.count({ where: { kind } }));
    const parts = told.filter(({ isPart }) => isPart);
    expect(parts.length).toBe(kind ? 0 : 4);
    for (const group of parts) expect(wordsForGroup(group)).toMatch(/^at least \d+ /);
    const whole = told.filter(({ server }) => server.slug.startsWith('server-') && server.slug !== 'server-40');
    const lines = whole.map((group) => `${group.server.slug} ${group.kind}`);
    expect(new Set(lines).size).toBe(lines.length);
    expect(whole.some(({ isPart }) => isPart)).toBe(false);
    // The rows about Notes as a whole stand alone, more of one time than any reading tells.
    const readings = pages.filter((groups) => groups.every(({ server }) => server.slug !== 'notes'));
    expect(readings.every((groups) => groups.length <= 50)).toBe(true);
    expect(pages.length).toBeGreaterThan(2);
  }
});

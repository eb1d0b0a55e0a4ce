import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pruneCapabilities } from './capabilities';
import type { Era } from './eras';
import { dataOf, EventSplitter, frameOf, withName } from './events';
import { type Fates, hashAt, type ListKind, listsIn, offersIn, withoutCursor, writeLists } from './lists';

type Decide = (name: string, element: string) => boolean | string;

/** Filters by name and text, and records each decision. */
function filterLists(text: string, era: Era, keep: { [Kind in ListKind]?: Decide }): string {
  const tools: string[] = [];
  const offers = offersIn(text, JSON.parse(text), (element) => {
    tools.push(element);
    return null;
  });
  const fates = Object.entries(offers ?? {}).map(([kind, { names }]) => {
    const decide = keep[kind as ListKind] ?? (() => true);
    return [kind, names.map((name, at) => name !== null && decide(name, kind === 'tools' ? (tools[at] ?? '') : ''))];
  });
  return writeLists(text, era, Object.fromEntries(fates) as Fates);
}

const list = (result: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, result });

test('filtering keeps exactly the kept tools, in order, and everything else', () => {
  const names = fc.uniqueArray(fc.string(), { maxLength: 8 });
  fc.assert(
    fc.property(names, fc.func(fc.boolean()), fc.nat(2), (all, keep, indent) => {
      const tools = all.map((name) => ({ inputSchema: { properties: { '},]': name } }, name }));
      const message = { jsonrpc: '2.0', id: 1, result: { nextCursor: 'c', tools, other: [{ tools: 1 }] } };
      const filtered = filterLists(JSON.stringify(message, null, indent), 'legacy', { tools: (name) => keep(name) });
      const kept = tools.filter(({ name }) => keep(name));
      expect(JSON.parse(filtered)).toEqual({ ...message, result: { ...message.result, tools: kept } });
    }),
  );
});

test('each tool keeps its own hash, also beside one without, and other lists have none', () => {
  const text = '{"result":{"tools":[{"name":"a"},{"name":1},{"name":"c"}],"prompts":[{"name":"p"}]}}';
  const hashes: Record<string, string> = { '{"name":"a"}': 'a'.repeat(64), '{"name":"c"}': 'c'.repeat(64) };
  const offers = offersIn(text, JSON.parse(text), (element) => hashes[element] ?? null);
  const hashesOf = (kind: ListKind) => offers?.[kind]?.names.map((_, at) => hashAt(offers[kind]!, at));
  expect(offers?.tools?.names).toEqual(['a', null, 'c']);
  expect(hashesOf('tools')).toEqual(['a'.repeat(64), null, 'c'.repeat(64)]);
  expect(hashesOf('prompts')).toEqual([null]);
});

test('an element without a decision is dropped', () => {
  const text = list({ tools: [{ name: 'a' }, { name: 'b' }] });
  expect(writeLists(text, 'legacy', { tools: [] })).toBe(list({ tools: [] }));
  expect(writeLists(text, 'legacy', { tools: [true] })).toBe(list({ tools: [{ name: 'a' }] }));
});

test('keep gets each definition as it is, and a text that it returns replaces it', () => {
  const text = '{"result":{"tools":[ { "name":"a", "n":1.0 } , {"name":"b"},{"name":"c"} ],"x":1}}';
  const asked: string[] = [];
  const tell = (name: string, definition: string) => {
    asked.push(definition);
    return name === 'b' ? '{"name":"b","new":true}' : name === 'a';
  };
  const filtered = filterLists(text, 'legacy', { tools: tell });
  expect(asked).toEqual(['{ "name":"a", "n":1.0 }', '{"name":"b"}', '{"name":"c"}']);
  const tools = '[{ "name":"a", "n":1.0 },{"name":"b","new":true}]';
  expect(filtered).toBe(`{"result":{"tools":${tools},"x":1}}`);
});

test('a tool without a string as name is dropped', () => {
  const tools = [{}, { name: 1 }, null, 'read', ['read'], { name: { toString: 'read' } }];
  expect(filterLists(list({ tools }), 'legacy', { tools: () => true })).toBe(list({ tools: [] }));
});

test('every kind of list is filtered by its own member, also when one message has several', () => {
  const result = {
    resources: [{ uri: 'a', name: 'b' }, { uri: 'b', name: 'a' }, { name: 'a' }],
    resourceTemplates: [{ uriTemplate: 'a' }, { uri: 'a' }],
    prompts: [{ name: 'a' }, { name: 'b' }],
    tools: [{ name: 'a' }, { name: 'b' }],
  };
  const keep = (name: string) => name === 'a';
  const all = { resources: keep, resourceTemplates: keep, prompts: keep };
  const filtered = filterLists(list(result), 'legacy', all);
  expect(JSON.parse(filtered).result).toEqual({
    resources: [{ uri: 'a', name: 'b' }],
    resourceTemplates: [{ uriTemplate: 'a' }],
    prompts: [{ name: 'a' }],
    tools: result.tools,
  });
  expect(listsIn(JSON.parse(list(result)))).toEqual(['tools', 'resources', 'resourceTemplates', 'prompts']);
  for (const other of [list({ prompts: {} }), '{"error":1}', '[]']) {
    expect(offersIn(other, JSON.parse(other), () => null)).toEqual({});
    expect(listsIn(JSON.parse(other))).toEqual([]);
  }
  const closed = JSON.parse(withoutCursor(list({ prompts: [], nextCursor: 'more' })));
  expect(closed.result).toEqual({ prompts: [] });
});

test('a list over the limit is no list', () => {
  const offers = (count: number) => {
    const text = list({ prompts: Array(count).fill({ name: 'a' }) });
    return offersIn(text, JSON.parse(text), () => null);
  };
  expect(offers(20_000)?.prompts?.names).toHaveLength(20_000);
  expect(offers(20_001)).toBeNull();
});

test('a modern list becomes private and uncacheable, whatever the server sent', () => {
  for (const said of [{}, { ttlMs: 60_000, cacheScope: 'public' }, { cacheScope: null }]) {
    const filtered = filterLists(list({ ...said, tools: [] }), 'modern', { tools: () => true });
    expect(JSON.parse(filtered).result).toEqual({ ttlMs: 0, cacheScope: 'private', tools: [] });
  }
});

test('only capabilities that are never relayed are removed', () => {
  const pruned = (text: string) => pruneCapabilities(text, JSON.parse(text));
  const extensions = { 'IO.modelcontextprotocol/tasks': {}, 'io.modelcontextprotocol/tasks2': {}, other: {} };
  const capabilities = { tasks: {}, tools: {}, extensions };
  expect(JSON.parse(pruned(list({ capabilities }).replace('"tasks"', '"Ta\\u0073ks"'))).result.capabilities).toEqual({
    tools: {},
    extensions: { 'io.modelcontextprotocol/tasks2': {}, other: {} },
  });
  for (const text of [list({}), list({ capabilities: { tools: {} } }), '{"error":1}']) expect(pruned(text)).toBe(text);
});

test('events are cut at blank lines of any kind, wherever the bytes are split', () => {
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const event = fc.tuple(
    end,
    fc.array(fc.constantFrom('data: ü', 'id: 1', ': x', 'data:'), { minLength: 1, maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (events, size) => {
      const text = events.map(([eol, lines]) => `${lines.join(eol)}${eol}${eol}`).join('');
      const bytes = new TextEncoder().encode(text);
      const splitter = new EventSplitter();
      const cut: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) cut.push(...splitter.push(bytes.subarray(at, at + size)));
      expect(text.startsWith(cut.join(''))).toBe(true);
      const data = events.map(([, lines]) =>
        lines.filter((line) => line.startsWith('data')).map((line) => line.slice(6)),
      );
      expect(cut.flatMap((one) => dataOf(String(one)) ?? [])).toEqual(
        data.filter((one) => one.length > 0).map((one) => one.join('\n')),
      );
    }),
  );
});

test('a frame is everything of an event but its data, and a name is given where there is none', () => {
  expect(frameOf('event: message\r\nid: 7\r\ndata: a\r\ndata: b\r\n\r\n')).toBe('event: message\nid: 7');
  expect(withName('id: 7\ndata: x\n\n')).toBe('event: message\nid: 7\ndata: x\n\n');
  expect(withName('event: own\ndata: x\n\n')).toBe('event: own\ndata: x\n\n');
});

test('invalid UTF-8 is refused', () => {
  expect(() => new EventSplitter().push(Uint8Array.from([0xff, 0x0a, 0x0a]))).toThrow();
});

import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted, stream } from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

const ways: [string, (res: ServerResponse, text: string) => void][] = [
  ['a plain answer', (res, text) => json(res, 200, text)],
  ['an event', (res, text) => stream(res).end(`data: ${text}\n\n`)],
];
const lists: [method: string, kind: string, element: object][] = [
  ['tools/list', 'tools', { name: 'read', inputSchema: { type: 'object' } }],
  ['tools/list', 'tools', { name: 'gone', inputSchema: { type: 'object' } }],
  ['resources/list', 'resources', { uri: 'file:///a', name: 'a' }],
  ['resources/templates/list', 'resourceTemplates', { uriTemplate: 'file:///{a}', name: 'a' }],
  ['prompts/list', 'prompts', { name: 'a' }],
];
const resultOf = async (init: RequestInit) =>
  JSON.parse((await (await fetch(gate.url, init)).text()).replace(/^[^{]*/, '')).result;

describe.each(ways)('a cursor that leads to itself is left out of %s', (_, answer) => {
  test.each(lists)('%s, %s %j', async (method, kind, element) => {
    for (const cursor of ['same', '']) {
      const result = { [kind]: [element], nextCursor: cursor };
      gate.play((__, res) => answer(res, JSON.stringify({ jsonrpc: '2.0', id: 1, result })));
      for (const init of [modern(method, { cursor }), legacy({ jsonrpc: '2.0', id: 1, method, params: { cursor } })]) {
        const got = await resultOf(init);
        expect(got).toHaveProperty(kind);
        expect(got).not.toHaveProperty('nextCursor');
      }
    }
  });

  test.each(lists.filter(([, , element]) => !('name' in element && element.name === 'gone')))(
    'and another one stays: %s, %s %j',
    async (method, kind, element) => {
      const result = { [kind]: [element], nextCursor: 'next' };
      gate.play((__, res) => answer(res, JSON.stringify({ jsonrpc: '2.0', id: 1, result })));
      for (const cursor of ['same', undefined]) {
        expect(await resultOf(modern(method, { cursor }))).toMatchObject({ [kind]: [element], nextCursor: 'next' });
      }
    },
  );
});

test.each([
  ['short', 0, 0],
  ['long', 100_000, 0],
  ['long, and so is the page', 100_000, 100_000],
])('a page over several lines is one message behind an event that is %s', async (_, event, page) => {
  const long = (tools: object[], length: number, more?: string) =>
    JSON.stringify(
      { jsonrpc: '2.0', id: 1, result: { tools, nextCursor: more, _meta: { a: 'x'.repeat(length) } } },
      null,
      2,
    );
  gate.play((__, res, body) => {
    if (JSON.parse(body).params.cursor) json(res, 200, long([{ name: 'read', inputSchema: {} }], page));
    else stream(res).end(`${long([], event, 'next').replace(/^/gm, 'data: ')}\n\n`);
  });
  const text = await (await fetch(gate.url, modern('tools/list'))).text();
  const data = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
  expect(JSON.parse(data.join('\n')).result.tools).toEqual([{ name: 'read', inputSchema: {} }]);
});

test.each([
  ['comments', 500, ': x\n\n', 1],
  ['messages', 500, 'data: {}\n\n', 1],
  ['comments', 500_000, ': x\n\n', 0],
  ['messages', 5_000, 'data: {}\n\n', 0],
])('a page is looked for behind a bounded number of events: %s, %i', async (_, count, event, found) => {
  const list = (tools: object[], more?: string) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools, nextCursor: more } });
  gate.play((__, res, body) => {
    const isPage = Boolean(JSON.parse(body).params.cursor);
    if (isPage) stream(res).end(`${event.repeat(count)}data: ${list([{ name: 'read', inputSchema: {} }])}\n\n`);
    else json(res, 200, list([], 'next'));
  });
  expect((await resultOf(modern('tools/list'))).tools).toHaveLength(found);
});

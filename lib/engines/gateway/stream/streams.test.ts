import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { legacy, modern } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
});
afterEach(() => gate.close());

const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });
const listAnswer = (id: number, names: string[], more?: string) =>
  JSON.stringify({ jsonrpc: '2.0', id, result: { tools: names.map(tool), nextCursor: more } });

test('an event is passed on before the stream ends, as it was sent, and with a name', async () => {
  let finish = () => {};
  gate.play((_, res) => {
    stream(res);
    res.write(': hello\r\n\r\nid: 7\r\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\r\n\r\n');
    finish = () => res.end('data: {"jsonrpc":"2.0","id":1,"result":{}}\n\n');
  });
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while (!seen.includes('progress')) seen += (await reader.read()).value;
  expect(seen).toBe(
    ': hello\r\n\r\nevent: message\nid: 7\r\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\r\n\r\n',
  );
  expect(answer.headers.get('x-accel-buffering')).toBe('no');
  finish();
  expect((await reader.read()).value).toContain('"result":{}');
  expect((await reader.read()).done).toBe(true);
});

test('an answer in many pieces keeps every byte', async () => {
  const value = 'ü€𐍈'.repeat(200_000);
  const whole = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { value } }));
  gate.play(async (_, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    for (let at = 0; at < whole.length; at += 65_537) {
      if (!res.write(whole.subarray(at, at + 65_537))) await new Promise((resolve) => res.once('drain', resolve));
    }
    res.end();
  });
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  expect(Buffer.from(await answer.arrayBuffer()).equals(whole)).toBe(true);
});

test.each([
  ['data in one line', (text: string) => `data: ${text}\n\n`],
  ['data in two lines', (text: string) => `data: ${text.replace(',', ',\ndata: ')}\n\n`],
  ['a lone CR as line end', (text: string) => `id: 1\rdata: ${text}\r\r`],
  ['a name of its own', (text: string) => `event: replay\ndata: ${text}\n\n`],
])('a replayed list is filtered on a GET stream too: %s', async (_, frame) => {
  gate.play(withSession((_req, res) => stream(res).end(frame(listAnswer(9, ['read', 'gone', 'new'])))));
  const headers = { ...(await begin(gate)), 'last-event-id': '3' };
  const replayed = await (await fetch(gate.url, { headers })).text();
  expect(replayed).toContain('"read"');
  expect(replayed).not.toMatch(/gone|new/);
  expect(gate.heard.at(-1)?.headers).toMatchObject({ 'last-event-id': '3', 'mcp-session-id': 'theirs' });
});

test('a list that two readers could read differently is not passed on', async () => {
  const ambiguous = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"}],"tools":[{"name":"read"}]}}';
  gate.play((_, res) => json(res, 200, ambiguous));
  expect(await (await fetch(gate.url, modern('tools/list'))).text()).not.toContain('gone');
  gate.play((_, res) => stream(res).end(`data: ${ambiguous}\n\n`));
  expect(await (await fetch(gate.url, modern('tools/list'))).text()).not.toContain('gone');
  gate.play((_, res) =>
    stream(res).end('data: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"}],"x":NaN}}\n\n'),
  );
  expect(await (await fetch(gate.url, modern('tools/list'))).text()).not.toContain('gone');
});

test('what is kept of a list keeps every byte', async () => {
  const odd = '{ "name":"read","inputSchema":{"maximum":9223372036854775807, "x":1.0e+2,"\\u0041":[ ]} }';
  gate.play((_, res) =>
    json(res, 200, `{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"} , ${odd},{"name":"x"}] }}`),
  );
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  expect(await (await fetch(gate.url, legacy(list))).text()).toBe(
    `{"jsonrpc":"2.0","id":1,"result":{"tools":[${odd}] }}`,
  );
});

test('an empty page is not the end of the list, unless its cursors go in a circle', async () => {
  const pages: Record<string, string> = {
    '': listAnswer(1, ['gone'], 'b'),
    b: listAnswer(1, [], 'c'),
    c: listAnswer(1, ['read'], 'd'),
  };
  gate.play((_, res, body) => json(res, 200, pages[JSON.parse(body).params?.cursor ?? ''] ?? ''));
  const list = await (await fetch(gate.url, modern('tools/list'))).json();
  expect([list.result.tools.length, list.result.nextCursor]).toEqual([1, 'd']);
  gate.heard.length = 0;
  gate.play((_, res) => json(res, 200, listAnswer(1, ['gone'], 'same')));
  const circle = await (await fetch(gate.url, modern('tools/list'))).json();
  expect([circle.result.tools, gate.heard.length]).toEqual([[], 2]);
});

test('the client that leaves ends the exchange with the server', async () => {
  const left = new Promise<void>((resolve) => {
    gate.play((_, res) => {
      res.on('close', resolve);
      stream(res).write(': begun\n\n');
    });
  });
  const abort = new AbortController();
  const answer = await fetch(gate.url, {
    ...modern('tools/call', { name: 'read', arguments: {} }),
    signal: abort.signal,
  });
  await answer.body!.getReader().read();
  abort.abort();
  await left;
});

test.each(['revoked', 'removed'])('an open stream of a %s grant ends within a second', async (how) => {
  gate.play(withSession((_, res) => void stream(res).write(': begun\n\n')));
  const answer = await fetch(gate.url, { headers: await begin(gate) });
  const { grant } = gate.world;
  const since = performance.now();
  if (how === 'revoked') gate.world.put({ ...grant, revoked: true });
  else gate.world.setEndpoint(null);
  expect(await answer.text()).toBe(': begun\n\n');
  expect(performance.now() - since).toBeLessThan(1_000);
});

test('an open stream ends within a second of the expiry of its grant', async () => {
  gate.world.put({ ...gate.world.grant, expiresAtMs: gate.clock.ms + 5_000 });
  gate.play(withSession((_, res) => void stream(res).write(': begun\n\n')));
  const answer = await fetch(gate.url, { headers: await begin(gate) });
  gate.clock.ms += 5_000;
  const since = performance.now();
  await answer.text();
  expect(performance.now() - since).toBeLessThan(1_000);
});

const answersIn = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '')).filter(({ id }) => id !== undefined);

test.each([
  ['ends', (res: ServerResponse) => void res.end()],
  ['is broken off', (res: ServerResponse) => void res.destroy()],
])('a stream that %s without an answer ends with an error under the id of the request', async (_, end) => {
  gate.play((_req, res) => void stream(res).write(': begun\n\n', () => setTimeout(() => end(res), 50)));
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  expect(answersIn(await answer.text())).toMatchObject([{ id: 1, error: { code: 1004 } }]);
  expect((await gate.calls()).at(-1)).toMatchObject({ outcome: 'allow' });
  expect((await gate.calls()).at(-1)?.failure).not.toBeNull();
});

test('a stream that lives too long ends with an error under the id of the request', async () => {
  gate.play((_, res) => void stream(res).write(': begun\n\n'));
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  expect(answersIn(await answer.text())).toMatchObject([{ id: 1, error: { code: 1003 } }]);
});

test('a stream with event ids that ends without an answer is left to its client to resume', async () => {
  gate.play(withSession((_, res) => void stream(res).end('id: 7\ndata: \n\n')));
  const headers = await begin(gate);
  const answer = await fetch(gate.url, legacy({ jsonrpc: '2.0', id: 1, method: 'ping' }, headers));
  expect(await answer.text()).toBe('id: 7\ndata: \n\n');
});

test('on the stream of a request only that request is answered, and once', async () => {
  const answers = [
    '{"jsonrpc":"2.0","id":2,"result":{}}',
    '{"jsonrpc":"2.0","id":"1","result":{}}',
    '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}',
    '{"jsonrpc":"2.0","id":1,"result":{"content":["again"]}}',
  ];
  gate.play((_, res) => void stream(res).end(answers.map((one) => `data: ${one}\n\n`).join('')));
  const answer = await fetch(gate.url, modern('tools/call', { name: 'read', arguments: {} }));
  expect(answersIn(await answer.text())).toEqual([{ jsonrpc: '2.0', id: 1, result: { content: [] } }]);
});

test.each(['[{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"}]}}]', '"gone"'])(
  'an answer that is not one message is not passed on, in an event or whole: %s',
  async (answer) => {
    const list = () => fetch(gate.url, legacy({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
    gate.play((_, res) => stream(res).end(`data: ${answer}\n\n`));
    const streamed = await (await list()).text();
    gate.play((_, res) => json(res, 200, answer));
    const whole = await (await list()).text();
    for (const text of [streamed, whole]) {
      expect(text).toContain('cannot be read');
      expect(text).not.toContain('gone');
    }
  },
);

const hidden = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"gone"}]}}';
test.each([
  ['two byte order marks', `\ufeff\ufeffdata: ${hidden}\n\n`],
  ['a line that only a reader of LF joins', `data: ${hidden.replace('[{', '[\r{').replace('}]', '}\ndata: ]')}\n\n`],
  ['a comment that ends for Python', `: \u2028data: ${hidden}\u2028\u2028\n\n`],
  ['another case', `Data: ${hidden}\n\n`],
  ['a blank before the colon', `data : ${hidden}\n\n`],
])('a list is not passed on in an event that only some readers find: %s', async (_, event) => {
  for (const before of ['', `: ${'x'.repeat(2 * 1024 * 1024)}\n`]) {
    for (const after of ['', `id: ${'x'.repeat(2 * 1024 * 1024)}\n`]) {
      const sent = event.startsWith('\ufeff') ? event.replace(/\n$/, `${after}\n`) : before + event;
      gate.play((__, res) => stream(res).end(sent));
      expect(await (await fetch(gate.url, modern('tools/list'))).text()).not.toContain('gone');
    }
  }
});

test.each([
  ['stays open', () => {}],
  ['is broken off', (res: ServerResponse) => void setTimeout(() => res.destroy(), 50)],
])('a stream that %s behind its answer is no failure, and nothing is cancelled', async (_, after) => {
  gate.play(
    withSession((__, res, body) => {
      if (body.includes('cancelled')) return void res.writeHead(202).end();
      stream(res).write('data: {"jsonrpc":"2.0","id":1,"result":{"content":[]}}\n\n');
      after(res);
    }),
  );
  const headers = await begin(gate);
  const answer = await fetch(gate.url, legacy({ jsonrpc: '2.0', id: 1, method: 'ping' }, headers));
  expect(answersIn(await answer.text())).toEqual([{ jsonrpc: '2.0', id: 1, result: { content: [] } }]);
  await expect.poll(() => gate.calls()).toMatchObject([{}, { method: 'ping', outcome: 'allow', failure: null }]);
  expect(gate.heard.filter(({ body }) => body.includes('cancelled'))).toEqual([]);
});

import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { call, legacy, modern, withSettings } from '@/lib/engines/gateway/testing/test-gate';
import {
  begin,
  json,
  type Scripted,
  startScripted,
  stream,
  withSession,
} from '@/lib/engines/gateway/testing/test-scripted';

let gate: Scripted;
afterEach(() => gate.close());

const question = (method: string, id: unknown = 'q1') => JSON.stringify({ jsonrpc: '2.0', id, method, params: {} });
const asking = (...texts: string[]) => texts.map((text) => `data: ${text}\n\n`).join('');

/** What the client hears on its GET stream when the server sends these. */
async function hear(...texts: string[]): Promise<string> {
  gate.play(
    withSession((req, res) => {
      if (req.method === 'GET') stream(res).end(asking(...texts));
      else res.writeHead(202).end();
    }),
  );
  const headers = await begin(gate);
  return (await fetch(gate.url, { headers })).text();
}

const answers = () => gate.heard.filter(({ body }) => body.includes('"error"')).map(({ body }) => JSON.parse(body));

test('what a server may ask reaches the client, and sampling is not among it', async () => {
  gate = await startScripted();
  const heard = await hear(...['ping', 'elicitation/create', 'roots/list'].map((method) => question(method)));
  expect(heard.match(/"method":"[^"]+"/g)).toEqual([
    '"method":"ping"',
    '"method":"elicitation/create"',
    '"method":"roots/list"',
  ]);
});

describe('what a server may not ask never reaches the client, and the server is told so on the same session', () => {
  test.each(['sampling/createMessage', 'invented/method', 'tools/call', 'Ping'])('%s', async (method) => {
    gate = await startScripted();
    expect(await hear(question(method))).not.toContain(method);
    await expect.poll(answers).toMatchObject([{ id: 'q1', error: { code: -32601 } }]);
    expect(gate.heard.at(-1)).toMatchObject({ method: 'POST', headers: { 'mcp-session-id': 'theirs' } });
    await expect
      .poll(async () => (await gate.calls()).find(({ outcome }) => outcome === 'deny'))
      .toMatchObject({ method, rule: '(may not ask)' });
  });
});

test('a server that asks in a form that two readers could read differently is not heard', async () => {
  gate = await startScripted();
  const twice = '{"jsonrpc":"2.0","id":"q1","method":"sampling/createMessage","method":"ping"}';
  const heard = await hear(twice, question('ping', null), question('ping', 1.5), question('ping', { a: 1 }));
  expect(heard).not.toContain('method');
  expect(answers()).toEqual([]);
});

test('sampling that is switched on is passed, and elicitation that is switched off is not', async () => {
  gate = await startScripted({ settings: { mayAsk: new Set(['sampling/createMessage']) } });
  const heard = await hear(question('sampling/createMessage'), question('elicitation/create', 'q2'));
  expect(heard).toContain('sampling/createMessage');
  expect(heard).not.toContain('elicitation/create');
});

test('a client is not asked to begin a task', async () => {
  gate = await startScripted();
  const task = (key: string) => question('elicitation/create').replace('{}', `{"${key}":{"ttl":1}}`);
  expect(await hear(task('task'))).not.toContain('elicitation');
  await expect.poll(answers).toMatchObject([{ id: 'q1', error: { code: -32601 } }]);
  expect(await hear(task('Task'))).not.toContain('elicitation');
  expect(await hear(question('elicitation/create').replace('{}', '{"task":null}'))).toContain('elicitation');
});

test('a switch holds for streams that are open already', async () => {
  gate = await startScripted();
  gate.world.setEndpoint(withSettings(gate.world.endpoint, { mayAsk: new Set() }));
  expect(await hear(question('elicitation/create'))).not.toContain('elicitation/create');
});

test('a server that asks without end is answered a bounded number of times at once', async () => {
  gate = await startScripted();
  let open = 0;
  let most = 0;
  const asked = Array.from({ length: 100 }, (_, id) => question('sampling/createMessage', id));
  gate.play(
    withSession((req, res, body) => {
      if (req.method === 'GET') return stream(res).end(asking(...asked));
      if (!body.includes('"error"')) return res.writeHead(202).end();
      open++;
      most = Math.max(most, open);
      if (open < 8) return;
      res.writeHead(202).end();
    }),
  );
  const headers = await begin(gate);
  expect(await (await fetch(gate.url, { headers })).text()).not.toContain('sampling');
  await expect.poll(() => most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(9);
});

test('the answer of a client to what was asked leaves a row, and says to what', async () => {
  gate = await startScripted();
  gate.play(
    withSession((req, res) => {
      if (req.method === 'GET') stream(res).end(asking(question('elicitation/create')));
      else res.writeHead(202).end();
    }),
  );
  const headers = await begin(gate);
  await (await fetch(gate.url, { headers })).text();
  await fetch(gate.url, legacy({ jsonrpc: '2.0', id: 'q1', result: { action: 'accept' } }, headers));
  await expect
    .poll(async () => (await gate.calls()).map(({ method, outcome }) => `${method} ${outcome}`))
    .toContain('elicitation/create (answer) allow');
});

describe('a modern result that asks for input of a kind that is off is an error', () => {
  const result = (inputRequests: unknown, resultType = 'input_required') =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, result: { resultType, inputRequests, requestState: 's' } });
  const sampling = { a: { method: 'roots/list' }, b: { method: 'sampling/createMessage', params: { text: 'secret' } } };
  const off: [string, string][] = [
    ['sampling', result(sampling)],
    ['sampling in disguise', result(sampling, 'complete')],
    ['sampling by an escaped key', result(sampling).replace('inputRequests', 'input\\u0052equests')],
    ['a list', result([{ method: 'sampling/createMessage' }])],
    ['no method', result({ a: {} })],
    ['no object', result('sampling/createMessage')],
    ['sampling in a key that only some readers find', result(sampling).replace('inputR', 'InputR')],
  ];
  for (const way of ['json', 'stream'] as const) {
    test.each(off)(`${way}: %s`, async (_, text) => {
      gate = await startScripted();
      gate.play((_req, res) => (way === 'json' ? json(res, 200, text) : stream(res).end(`data: ${text}\n\n`)));
      const answer = await (await fetch(gate.url, modern('tools/call', { name: 'read' }))).text();
      const code = text.includes('InputR') ? 1004 : 1008;
      expect(JSON.parse(answer.replace(/^[^{]*/, ''))).toMatchObject({ id: 1, error: { code } });
      expect(answer).not.toContain('secret');
      await expect
        .poll(() => gate.calls())
        .toMatchObject([
          { outcome: 'allow', failure: code === 1008 ? 'asked what is off' : 'broken answer', method: 'tools/call' },
        ]);
    });
  }

  test('one that asks nothing, and says so with null, is none', async () => {
    gate = await startScripted();
    gate.play((_, res) => json(res, 200, result(null, 'complete')));
    const answer = await (await fetch(gate.url, modern('tools/call', { name: 'read' }))).json();
    expect(answer.result).toEqual({ resultType: 'complete', requestState: 's' });
  });

  test('and one that asks what is on is passed byte for byte', async () => {
    gate = await startScripted();
    const text = result({ a: { method: 'elicitation/create', params: {} } });
    gate.play((_, res) => json(res, 200, text));
    expect(await (await fetch(gate.url, modern('tools/call', { name: 'read' }))).text()).toBe(text);
  });
});

describe('elicitation that is off is not asked for by an error either', () => {
  const error = (text: string) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32_042, message: text, data: { elicitations: [] } } });
  const ways: [string, (res: ServerResponse) => void][] = [
    ['200', (res) => json(res, 200, error('Open https://evil.example'))],
    ['400', (res) => json(res, 400, error('Open https://evil.example'))],
    ['events', (res) => void stream(res).end(`data: ${error('Open https://evil.example')}\n\n`)],
  ];
  test.each(ways)('%s', async (_, answer) => {
    gate = await startScripted({ settings: { mayAsk: new Set() } });
    gate.play((_req, res) => answer(res));
    const text = await (await fetch(gate.url, legacy(call('read')))).text();
    expect(text).not.toContain('evil');
    expect(JSON.parse(text.replace(/^[^{]*/, ''))).toMatchObject({ id: 1, error: { code: 1008 } });
  });

  test('and where it is on the error is passed byte for byte', async () => {
    gate = await startScripted();
    gate.play((_, res) => json(res, 400, error('Open https://good.example')));
    expect(await (await fetch(gate.url, legacy(call('read')))).text()).toBe(error('Open https://good.example'));
  });
});

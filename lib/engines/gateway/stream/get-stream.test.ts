import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { begin, type Scripted, startScripted, stream, withSession } from '@/lib/engines/gateway/testing/test-scripted';

// On the stream of a GET come answers whose requests nobody remembers: they are judged by what they are.

let gate: Scripted;
beforeAll(async () => {
  gate = await startScripted({ settings: { mayAsk: new Set() } });
});
afterAll(() => gate.close());

type Heard = { id?: unknown; method?: string; result?: Record<string, unknown>; error?: { code: number } };

/** What the client hears on its GET stream when the server sends these. */
async function hear(...messages: object[]): Promise<Heard[]> {
  gate.play(
    withSession((_, res) => stream(res).end(messages.map((one) => `data: ${JSON.stringify(one)}\n\n`).join(''))),
  );
  const answer = await fetch(gate.url, { headers: await begin(gate) });
  return (await answer.text())
    .split('\n')
    .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []));
}
const result = (value: object, id = 9) => ({ jsonrpc: '2.0', id, result: value });

/** Short, and long enough for a worker. */
describe.each([0, 40_000])('with %i characters more', (length) => {
  const more = { _meta: { text: 'x'.repeat(length) } };

  test.each(['tools', 'resources', 'resourceTemplates', 'prompts'])(
    '%s that are not a list are left out',
    async (kind) => {
      expect(await hear(result({ ...more, [kind]: { 0: { name: 'gone', uri: 'file:///gone' } } }))).toEqual([]);
    },
  );

  test('capabilities announce no tasks', async () => {
    const capabilities = { tools: {}, Tasks: {}, extensions: { 'io.modelcontextprotocol/tasks': {} } };
    const [heard] = await hear(result({ ...more, protocolVersion: '2025-11-25', capabilities }));
    expect(heard?.result?.capabilities).toEqual({ tools: {}, extensions: {} });
  });

  test('input that is off is not asked for', async () => {
    const inputRequests = { a: { method: 'sampling/createMessage', params: {} } };
    const asked = result({ ...more, resultType: 'input_required', inputRequests });
    expect(await hear(asked)).toMatchObject([{ id: 9, error: { code: 1008 } }]);
  });

  test.each(['notifications/tasks', 'notifications/tasks/status', 'notifications/elicitation/complete'])(
    '%s is not passed on',
    async (method) => {
      expect(await hear({ jsonrpc: '2.0', method, params: { ...more, taskId: 'x', elicitationId: 'x' } })).toEqual([]);
    },
  );
});

test('elicitation by an error that is off is refused under the id that was answered', async () => {
  const error = { code: -32_042, message: 'open', data: { elicitations: [] } };
  expect(await hear({ jsonrpc: '2.0', id: 'old', error })).toMatchObject([{ id: 'old', error: { code: 1008 } }]);
});

test('a replayed answer to initialize does not change the revision', async () => {
  const version = (protocolVersion: string) => result({ protocolVersion, capabilities: {} });
  const heard = await hear(version('2025-11-25'), version('2099-01-01'));
  expect(heard).toMatchObject([{ result: { protocolVersion: '2025-11-25' } }, { id: 9, error: { code: 1004 } }]);
});

test('what has another shape is passed on as it came', async () => {
  const messages = [
    result({ structuredContent: { tools: { a: 1 } }, content: [] }),
    result({ tools: null }),
    { jsonrpc: '2.0', method: 'notifications/tools/list_changed' },
    { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x' } },
  ];
  expect(await hear(...messages)).toEqual(messages);
});

import { contents, type Expected, type Framing, framings } from './framings';
import type { Answering, RawServer } from './raw-server';
import type { Suite, Trial } from './report';
import { type Heard, messagesOf, type Pace, send, type Target } from './wire';

const types = ['application/json', 'text/event-stream'] as const;
const sizes = [10, 100_000, 20_000_000];
const paces: Pace[] = ['fast', 'slow', 'gone'];
/** The largest answer that must be relayed; above it, an error under the id is enough. */
const WHOLE_MAX = 15_000_000;

type Case = { name: string; answering: Answering; expected: Expected; pace: Pace; size: number };

/**
 * Answers of every framing, size and kind, for clients of every kind: each call is answered, and the gateway survives.
 */
export function framingSuite(target: Target, server: RawServer): Suite {
  async function* run(): AsyncGenerator<Trial> {
    const session = await begin(target);
    for (const { name, answering, expected, pace, size } of cases()) {
      server.answer(answering);
      const heard = await send(target, { body: request('tools/call', { name: 't', arguments: {} }), pace });
      yield { name, problem: pace === 'gone' ? null : problemOf(heard, expected, size) };
    }
    const after = await send(target, { body: request('ping', {}), headers: { 'mcp-session-id': session } });
    const alive = after.status === 200 && messagesOf(after).some((message) => message.result !== undefined);
    yield { name: 'the session of before', problem: alive ? null : 'is gone: the gateway has ended meanwhile' };
  }
  return { name: 'framing', what: 'answers of a server, framed and worded in every way', run };
}

function* cases(): Generator<Case> {
  yield* manyEvents();
  for (const type of types) {
    for (const [name, framing] of Object.entries(framings)) yield* framed(type, name, framing);
    for (const [name, { expected, text }] of Object.entries(contents)) {
      const answering: Answering = (socket, id) => framings['a length']?.write(socket, type, bodyOf(type, text(id)));
      yield { name: `${type}, ${name}`, answering, expected, pace: 'fast', size: 0 };
    }
  }
}

/** Many small events: the client falls behind before the server closes. */
function* manyEvents(): Generator<Case> {
  const event =
    'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}\n\n';
  for (const name of ['a length', 'chunks', 'the end of the connection', 'HTTP/1.0']) {
    for (const count of [1_000, 20_000]) {
      const answering: Answering = (socket, id) => {
        const body = event.repeat(count) + bodyOf('text/event-stream', messageOf(id, 10));
        framings[name]?.write(socket, 'text/event-stream', Buffer.from(body));
      };
      for (const pace of paces) {
        yield {
          name: `${count} events, ${name}, ${pace} client`,
          answering,
          expected: 'whole',
          pace,
          size: count * event.length,
        };
      }
    }
  }
}

function* framed(type: string, name: string, framing: Framing): Generator<Case> {
  for (const size of sizes) {
    const answering: Answering = (socket, id) => framing.write(socket, type, bodyOf(type, messageOf(id, size)));
    const expected = size > WHOLE_MAX && framing.expected === 'whole' ? 'either' : framing.expected;
    for (const pace of paces) {
      yield { name: `${type}, ${name}, ${size} bytes, ${pace} client`, answering, expected, pace, size };
    }
  }
}

const ID = 1;

function request(method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id: ID, method, params });
}

async function begin(target: Target): Promise<string> {
  const clientInfo = { name: 'attack', version: '1' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const { headers } = await send(target, { body: request('initialize', params) });
  return String(headers['mcp-session-id'] ?? '');
}

function messageOf(id: string, size: number): string {
  return `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"${'x'.repeat(size)}"}]}}`;
}

function bodyOf(type: string, text: string): Buffer {
  return Buffer.from(type === 'application/json' ? text : `event: message\ndata: ${text}\n\n`);
}

function problemOf(heard: Heard, expected: Expected, size: number): string | null {
  if (heard.how === 'stalled') return 'the client waits for ever';
  const answer = messagesOf(heard).find(({ id }) => id === ID);
  if (!answer) return `no answer under the id (status ${heard.status}, ${heard.how}, ${heard.text.length} bytes)`;
  const isResult = answer.result !== undefined && answer.error === undefined;
  if (isResult && heard.text.length < size) return 'the answer is not whole';
  if (expected === 'whole' && !isResult) return 'the answer did not arrive';
  return expected === 'error' && isResult ? 'a broken answer was passed on' : null;
}

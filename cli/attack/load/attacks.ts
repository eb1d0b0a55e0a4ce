import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { runInBackground } from './background';

// One attack, in a process of its own that takes only idle processor time, at a bounded rate: what is measured is what the
// gateway does with it, not what the generator takes from it. Runs until it is ended.

const [name = '', url = '', token = ''] = process.argv.slice(2);
const { host, port } = new URL(url);
const agent = new Agent({ connections: 64, pipelining: 1 });

const call = (args: string, tool = 'read') =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${tool}","arguments":${args}}}`;
const keys = (count: number) => Array.from({ length: count }, (_, at) => `"${at.toString(36)}":0`).join();
const manyKeys = call(`{"a":[${Array.from({ length: 50 }, () => `{${keys(10_000)}}`).join()}]}`);
const nested = call(`{"a":[${Array.from({ length: 8_000 }, () => '['.repeat(60) + ']'.repeat(60)).join()}]}`);
const expression = call(`{"text":"${'ab'.repeat(8_000)}"}`, 'search');
const initialize =
  '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}';

const authorised = { authorization: `Bearer ${token}` };
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function post(body: string, headers: Record<string, string> = authorised): Promise<string> {
  const answer = await request(url, { method: 'POST', body, headers: { ...json, ...headers }, dispatcher: agent });
  await answer.body.dump({ limit: 64 * 1_048_576 });
  return String(answer.headers['mcp-session-id'] ?? '');
}

/** `work` again and again, at most `perSecond` times a second and `atOnce` at once. */
function again(work: () => Promise<unknown>, perSecond: number, atOnce: number): void {
  let open = 0;
  setInterval(() => {
    for (let count = 0; count < perSecond / 50 && open < atOnce; count += 1) {
      open += 1;
      work()
        .catch(() => {})
        .finally(() => {
          open -= 1;
        });
    }
  }, 20);
}

function raw(text: string): Socket {
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.write(text);
  return socket;
}

const head = `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
const withGrant = `${head}Authorization: Bearer ${token}\r\n`;
const parked = `${withGrant}Content-Length: 4000000\r\n\r\n${'x'.repeat(3_900_000)}`;
const pieces = `${withGrant}Transfer-Encoding: chunked\r\n\r\n${'1\r\n{\r\n'.repeat(200_000)}`;
const wide = `${head}${Array.from({ length: 90 }, (_, at) => `X-${at}: ${'h'.repeat(150)}`).join('\r\n')}\r\n\r\n`;

async function park(): Promise<void> {
  const socket = raw(parked);
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), delay(5_000)]);
  socket.destroy();
}

async function once(text: string, ms: number): Promise<void> {
  const socket = raw(text);
  await delay(ms);
  socket.destroy();
}

async function readSlowly(): Promise<void> {
  const answer = await request(url, {
    method: 'POST',
    body: call('{}', 'large'),
    headers: { ...json, ...authorised },
    dispatcher: agent,
  });
  await delay(3_000);
  answer.body.on('error', () => {}).destroy();
}

async function beginAndCount(): Promise<void> {
  const session = await post(initialize);
  await post(call('{}', 'count'), { ...authorised, 'mcp-session-id': session });
}

const attacks: Record<string, () => void> = {
  none: () => {},
  'small calls': () => again(() => post(call('{}')), 300, 50),
  'parked bodies': () => again(park, 50, 150),
  'short keys': () => again(() => post(manyKeys), 50, 8),
  'deep nesting': () => again(() => post(nested), 50, 8),
  'long expressions': () => again(() => post(expression), 100, 16),
  'counters of sessions': () => again(beginAndCount, 100, 16),
  sessions: () => again(() => post(initialize), 200, 32),
  'large answers, slow readers': () => again(readSlowly, 20, 32),
  'large lists': () => again(() => post('{"jsonrpc":"2.0","id":1,"method":"tools/list"}'), 20, 8),
  'tiny pieces': () => again(() => once(pieces, 500), 20, 20),
  'no grant': () => again(() => post(call('{}'), {}), 300, 50),
  'many headers': () => again(() => once(wide, 200), 300, 300),
  'idle connections': () => again(() => once('', 10_000), 500, 3_000),
};

runInBackground();
attacks[name]?.();
process.send?.(Object.keys(attacks));

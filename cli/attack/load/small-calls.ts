import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

const PAUSE_MS = 5;

const agent = new Agent({ connections: 1, pipelining: 1 });
const body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":{"path":"/srv/a"}}}';

/** Small calls one after another for some seconds; how long each took. A call that is not answered as it should throws. */
export async function callFor(url: string, token: string, seconds: number): Promise<number[]> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
    const text = await answer.body.text();
    times.push(performance.now() - start);
    if (answer.statusCode !== 200 || !text.includes('"ok"')) throw new Error(`${answer.statusCode}: ${text}`);
    await delay(PAUSE_MS);
  }
  return times;
}

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AppError } from '@/lib/base/errors';
import { body, headers } from './gateway-request';

/** What wrk saw: times in milliseconds. */
export type Load = { perSecond: number; p50: number; p99: number; requests: number };

const results = `done = function(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %.1f %.1f %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end`;

/** Calls a URL for some seconds over so many connections. Throws where one answer in a thousand is no success. */
export async function load(
  url: string,
  token: string | null,
  connections: number,
  seconds: number,
  folder: string,
): Promise<Load> {
  const script = join(folder, 'request.lua');
  const all = { ...headers, ...(token !== null && { Authorization: `Bearer ${token}` }) };
  const lines = Object.entries(all).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  writeFileSync(script, ['wrk.method = "POST"', `wrk.body = ${JSON.stringify(body)}`, ...lines, results].join('\n'));
  const wrk = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url]);
  const failed = new Promise<never>((_, reject) => {
    wrk.once('error', () => reject(new AppError('unavailable', 'This bench needs wrk: apt install wrk nginx.')));
  });
  const said = await Promise.race([text(wrk.stdout), failed]);
  const [, requests = 0, micros = 0, p50 = 0, p99 = 0, wrong = 0] = (/RESULT (.*)/.exec(said)?.[0] ?? '')
    .split(' ')
    .map(Number);
  if (requests === 0 || wrong > requests / 1_000)
    throw new AppError('unavailable', `${wrong} of ${requests} failed at ${url}.`);
  return { perSecond: requests / (micros / 1e6), p50: p50 / 1_000, p99: p99 / 1_000, requests };
}

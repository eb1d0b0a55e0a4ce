import { Agent, request } from 'undici';
import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { type Case, cases, type Sample } from './cases';
import { type Measured, measure } from './measure';

// Measures the catalogue behind DATABASE_URL, in a process of its own so that one catalogue's caches do not serve the
// other: what the pages read, and, where CONSOLE_ADDRESS says where the console runs, the pages. Sends its parent the times.

export type Line = { name: string; layer: 'read' | 'page'; times: Measured };

const { CONSOLE_ADDRESS: consoleAddress, ONLY: only = '' } = process.env;
const { rounds, repeats } = z
  .object({ rounds: z.coerce.number(), repeats: z.coerce.number() })
  .parse({ rounds: process.env.ROUNDS, repeats: process.env.REPEATS });

const agent = new Agent({ pipelining: 1, connections: 1 });
const samples = await sampleTools(4 * (rounds * repeats + 20));
let asked = 0;
let used = 0;

for (const one of cases.filter(({ name }) => name.includes(only))) {
  const { name, read } = one;
  if (read) report({ name, layer: 'read', times: await timeOf(one, read) });
  if (consoleAddress && one.path) {
    report({ name: `${name}${one.state ? `, ${one.state}` : ''}`, layer: 'page', times: await timeOf(one, page(one)) });
  }
}
process.disconnect?.();
process.exit(0);

function report(line: Line): void {
  process.send?.(line);
}

/** Each round has a sample of its own, so that no page is asked for twice; those that are to be cached share twenty. */
async function timeOf(one: Case, work: (sample: Sample, round: number) => Promise<unknown>): Promise<Measured> {
  const from = one.state === 'cached' ? 0 : used;
  const take = (round: number) => samples[(from + (one.state === 'cached' ? round % 20 : round)) % samples.length];
  const times = await measure(
    async (round) => {
      const sample = take(round);
      if (sample) await work(sample, round);
    },
    { rounds, repeats, warmUp: 20 },
  );
  used = from + rounds * repeats + 20;
  return times;
}

function page({ path }: Case) {
  return async (sample: Sample, round: number) => {
    const url = `${consoleAddress}${path?.(sample, round)}`;
    const headers = { accept: 'text/html', 'x-forwarded-for': nextClient() };
    const { statusCode, body } = await request(url, { dispatcher: agent, headers });
    await body.arrayBuffer();
    if (statusCode >= 500) throw new Error(`${url} answered ${statusCode}.`);
  };
}

/** A client of its own for each request, since the searches of one are counted; nothing in front of this console says otherwise. */
function nextClient(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

/** Ids are random, so the first of them lie anywhere. */
async function sampleTools(count: number): Promise<Sample[]> {
  const rows = await db().catalogueTool.findMany({
    select: { slug: true, name: true, server: { select: { slug: true, publisher: true } } },
    orderBy: { id: 'asc' },
    take: count,
  });
  return rows.map(({ slug, name, server }) => ({
    server: server.slug,
    publisher: server.publisher ?? '',
    tool: slug,
    name,
  }));
}

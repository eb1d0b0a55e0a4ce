import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { CounterReceipt, CounterRequest, CounterStore, ReserveResult } from '@/lib/policy/limit';
import { giveBackScript, reserveScript } from './redis-counters.lua';

/**
 * Since when the store remembers, then what was granted (the time of each grant, '' for an amount of 0) or what refused
 * (which request, and the wait, '' for ever). Any other answer is none: what is not known to be counted is refused.
 */
const Time = z.union([z.literal(''), z.string().regex(/^\d+$/)]);
const Granted = z.tuple([z.literal(1), z.string()]).rest(Time);
const Refused = z.tuple([z.literal(0), z.string(), z.int(), Time]);

type Options = {
  /** Before every key, in braces: a cluster then keeps all counters in one slot, so that one step can count them all. */
  prefix?: string;
  /** `store`: the one clock that all gateways share, their own may differ. `caller`: for tests that set the time. */
  clock?: 'store' | 'caller';
};

/**
 * Counters in Redis or Valkey, shared by gateway processes and kept over their restarts: one round trip for all counters
 * of a call. Throws when the store cannot be reached; whoever asks must then refuse. A store that was emptied while a
 * gateway ran refuses for one window: what it forgot may still count.
 */
export function createRedisCounters(
  redis: Redis,
  { prefix = 'policylayer', clock = 'store' }: Options = {},
): CounterStore {
  const receipts = new WeakSet<CounterReceipt>();
  const memory = `{${prefix}}:memory`;
  /** Since when the store remembered at the first call of this process. */
  let known = '';

  return {
    async reserve(requests: readonly CounterRequest[], nowMs: number): Promise<ReserveResult> {
      const names = requests.map((one) => `{${prefix}}:${one.windowMs}:${one.key}`);
      const keys = [memory, ...names.flatMap(keysOf)];
      const asked = requests.flatMap((one) => [one.windowMs, one.max, one.amount]);
      const now = clock === 'caller' ? nowMs : '';
      const answer = z.union([Granted, Refused]).parse(await run(redis, reserveScript, keys, [now, known, ...asked]));
      known ||= answer[1];
      if (answer[0] === 0) {
        return { ok: false, index: answer[2], retryAfterMs: answer[3] === '' ? null : Number(answer[3]) };
      }
      const [, , ...times] = answer;
      if (times.length !== requests.length) throw new Error('The store of the counters did not say what it counted.');
      const entries = requests.flatMap(({ amount }, at) => {
        return times[at] === '' ? [] : [{ key: names[at] ?? '', atMs: Number(times[at]), amount }];
      });
      const receipt = { entries };
      receipts.add(receipt);
      return { ok: true, receipt };
    },

    async giveBack(receipt) {
      if (!receipts.delete(receipt) || receipt.entries.length === 0) return;
      const keys = receipt.entries.flatMap((entry) => keysOf(entry.key));
      const given = receipt.entries.flatMap((entry) => [entry.atMs, entry.amount]);
      await run(redis, giveBackScript, keys, given);
    },
  };
}

const hashes = new Map(
  [reserveScript, giveBackScript].map((script) => [script, createHash('sha1').update(script).digest('hex')]),
);

/** Runs a script by its hash; a store that was restarted no longer knows it and is sent the text once. */
async function run(redis: Redis, script: string, keys: string[], values: (string | number)[]): Promise<unknown> {
  try {
    return await redis.evalsha(hashes.get(script) ?? '', keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(script, keys.length, ...keys, ...values);
  }
}

function keysOf(name: string): [times: string, amounts: string] {
  return [`${name}:times`, `${name}:amounts`];
}

import type { Redis } from 'ioredis';
import { z } from 'zod';
import { noRoom } from '@/lib/core/policy/limits/counter-room';
import type {
  CounterOwner,
  CounterReceipt,
  CounterRequest,
  CounterStore,
  ReserveResult,
} from '@/lib/core/policy/limits/limit';
import { LOST } from '@/lib/core/policy/limits/memory-counters';
import { forgetScript, giveBackScript, reserveScript } from './redis-counters.lua';
import { run } from './redis-script';

/**
 * Since when the store remembers and its time, then what was granted (the time of each grant, '' for an amount of 0) or what
 * refused (which request, the wait, '' for ever, and who has how many counters in use, or `memory`, where that is why). Any
 * other answer is none: what is not known to be counted is refused.
 */
const Moment = z.string().regex(/^\d+$/);
const Time = z.union([z.literal(''), Moment]);
const Granted = z.tuple([z.literal(1), z.string(), Moment]).rest(Time);
const Refused = z.tuple([z.literal(0), z.string(), Moment, z.int(), Time]);
const NoRoom = z.tuple([...Refused.def.items, z.enum(['organisation', 'grant', 'memory']), z.int()]);

/** Counters in use at once. The store's memory is shared, so that one organisation must not fill it. */
const COUNTERS_MAX = { organisation: 100_000, grant: 50_000 };

type Options = {
  /** Before every key, in braces: a cluster then keeps all counters in one slot, so that one step can count them all. */
  prefix?: string;
  /** `store`: the one clock that all gateways share, their own may differ. `caller`: for tests that set the time. */
  clock?: 'store' | 'caller';
  countersMax?: { organisation: number; grant: number };
};

/**
 * Counters in Redis or Valkey, shared by gateway processes and kept over their restarts: one round trip for all counters
 * of a call. Throws when the store cannot be reached; whoever asks must then refuse. A store that was emptied while a
 * gateway ran refuses for one window: what it forgot may still count.
 */
export function createRedisCounters(
  redis: Redis,
  { prefix = 'policylayer', clock = 'store', countersMax = COUNTERS_MAX }: Options = {},
): CounterStore {
  const receipts = new WeakMap<CounterReceipt, string[]>();
  const usedBy = ({ organisation, grant }: CounterOwner) => [
    `{${prefix}}:used:organisation:${organisation}`,
    `{${prefix}}:used:grant:${grant}`,
  ];
  const sessionKey = (session: string) => `{${prefix}}:session:${session}`;
  const memory = `{${prefix}}:memory`;
  /** Since when the store remembered at the first call of this process. */
  let known = '';
  /** The store's time when it last counted something for this process. */
  let seen = '';

  return {
    async reserve(requests: readonly CounterRequest[], nowMs: number): Promise<ReserveResult> {
      const [first] = requests;
      if (!first) return { ok: true, receipt: { entries: [] } };
      const used = usedBy(first.owner);
      const names = requests.map((one) => `{${prefix}}:${one.windowMs}:${one.key}`);
      const keys = requests.flatMap(({ session }, at) => {
        return [...keysOf(names[at] ?? ''), session === undefined ? memory : sessionKey(session)];
      });
      const asked = requests.flatMap((one) => [one.windowMs, one.max, one.amount]);
      const now = clock === 'caller' ? nowMs : '';
      const values = [now, known, seen, countersMax.organisation, countersMax.grant, ...asked];
      const said = await run(redis, reserveScript, [memory, ...used, ...keys], values);
      const answer = z.union([Granted, Refused, NoRoom]).parse(said);
      known ||= answer[1];
      if (answer[0] === 0) return refusal(answer);
      const [, , moment, ...times] = answer;
      if (Number(moment) > Number(seen)) seen = moment;
      if (times.length !== requests.length) throw new Error('The store of the counters did not say what it counted.');
      const entries = requests.flatMap(({ amount }, at) => {
        return times[at] === '' ? [] : [{ key: names[at] ?? '', atMs: Number(times[at]), amount }];
      });
      const receipt = { entries };
      receipts.set(receipt, used);
      return { ok: true, receipt };
    },

    async giveBack(receipt) {
      const used = receipts.get(receipt);
      receipts.delete(receipt);
      if (!used || receipt.entries.length === 0) return;
      const keys = receipt.entries.flatMap((entry) => keysOf(entry.key));
      const given = receipt.entries.flatMap((entry) => [entry.atMs, entry.amount]);
      await run(redis, giveBackScript, [...used, ...keys], given);
    },

    async forget(session) {
      const key = sessionKey(session);
      const { organisation, grant, ...counters } = await redis.hgetall(key);
      if (organisation === undefined || grant === undefined) return;
      await run(redis, forgetScript, [key, organisation, grant, ...Object.entries(counters).flat()], []);
    },
  };
}

function refusal([, , , index, wait, who, counters]: z.infer<typeof Refused> | z.infer<typeof NoRoom>): ReserveResult {
  const retryAfterMs = wait === '' ? null : Number(wait);
  if (who === undefined || counters === undefined) return { ok: false, index, retryAfterMs };
  return { ok: false, index, retryAfterMs, reason: who === 'memory' ? LOST : noRoom(who, counters) };
}

function keysOf(name: string): [times: string, amounts: string] {
  return [`${name}:times`, `${name}:amounts`];
}

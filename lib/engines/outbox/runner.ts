import { setTimeout as delay } from 'node:timers/promises';
import { log } from '@/lib/base/log';
import { afterFailure, attempt } from './attempt';
import {
  type Claimed,
  type Handler,
  type Kind,
  type Kinds,
  LIMIT_MS,
  laneOf,
  type OutboxStore,
  type Outcome,
} from './ports';

type Parts = { store: OutboxStore; kinds: Kinds; handlers: Readonly<Record<string, Handler<Kind>>>; graceMs: number };

/** Rows under way in this process, and what becomes of them. */
export function createRunner({ store, kinds, handlers, graceMs }: Parts) {
  const running = new Map<string, { row: Claimed; over: Promise<void> }>();
  const stop = new AbortController();
  let wake: () => void = () => {};
  let tellStuck: (sentence: string) => void = () => {};
  const stuck = new Promise<string>((resolve) => {
    tellStuck = resolve;
  });

  async function run(row: Claimed): Promise<void> {
    const kind = kinds[row.kind];
    const handler = handlers[row.kind];
    if (!kind || !handler) return settle(row, { state: 'returned' });
    const ended = await attempt(row, { kind, handler, limitMs: kind.limitMs ?? LIMIT_MS, graceMs, stop: stop.signal });
    if (!running.has(row.claimId)) return;
    await settle(row, ended.how === 'done' ? { state: 'done' } : afterFailure(row, ended.error));
    if (ended.how === 'stuck') tellStuck(`Work of the kind ${row.kind} goes on although its time is over.`);
  }

  /** Where the database is away, the claim runs out and the row is done again: once more rather than not at all. */
  async function settle(row: Claimed, outcome: Outcome): Promise<void> {
    const { id, kind, organisationId, attempts } = row;
    const about = { id, kind, organisationId, attempts };
    try {
      const isOurs = await store.settle(row, outcome);
      if (!isOurs) log.warn(about, 'Work took so long that its claim was lost.');
      else if (outcome.state === 'retry')
        log.warn({ ...about, reason: outcome.error }, 'Work failed and is tried again.');
      else if (outcome.state === 'failed')
        log.error({ ...about, reason: outcome.error }, 'Work failed and is given up.');
    } catch (error) {
      log.warn({ ...about, error }, 'How work ended could not be written; it is done again.');
    }
  }

  function start(row: Claimed): Promise<void> {
    const over = run(row).finally(() => {
      running.delete(row.claimId);
      wake();
    });
    running.set(row.claimId, { row, over });
    return over;
  }

  const idle = () => Promise.all([...running.values()].map(({ over }) => over));

  return {
    start,
    settle,
    idle,
    stuck,
    size: () => running.size,
    onEnd(told: () => void): void {
      wake = told;
    },
    /** Lanes with as many rows under way as one may have. */
    fullLanes(laneMax: number): string[] {
      const lanes = [...running.values()].map(({ row }) => laneOf(row.organisationId));
      return [...new Set(lanes)].filter((lane) => lanes.filter((one) => one === lane).length >= laneMax);
    },
    /** Tells what is still under way to end, waits `graceMs` at most, and gives back what goes on. */
    async abort(): Promise<void> {
      stop.abort();
      await Promise.race([idle(), delay(graceMs, undefined, { ref: false })]);
      const left = [...running.values()].map(({ row }) => row);
      running.clear();
      await Promise.all(left.map((row) => settle(row, { state: 'returned' })));
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;

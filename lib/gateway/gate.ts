import type { CounterStore } from '@/lib/policy/limit';
import type { AnswerReader } from './answer-reader';
import type { Budget, Shares } from './budget';
import type { CallLog } from './call-log';
import type { Connections } from './connections';
import type { Definitions } from './definitions';
import type { Inflow } from './inflow';
import type { InlineShare } from './inline-share';
import type { Live } from './live';
import type { ApprovalStore, CallRow, SnapshotSource } from './ports';
import type { Reader } from './reader';
import type { Sessions } from './sessions';
import type { Turns } from './turns';
import type { Upstream } from './upstream';
import type { Workers } from './workers';

/** What the steps of the pipeline share. */
export type Gate = {
  snapshots: SnapshotSource;
  definitions: Definitions;
  approvals: ApprovalStore;
  counters: CounterStore;
  /** How counting works, in a word for /health. */
  counterState(): string;
  upstream: Upstream;
  budget: Budget;
  /** Bytes of servers' answers in memory, until their clients have taken them. */
  answers: Shares;
  connections: Connections;
  /** Time of the main thread, by organisation. */
  share: InlineShare;
  /** The order in which requests begin. */
  turns: Turns;
  /** Threads for what would block the main thread. */
  workers: Workers;
  /** Reads what clients send. */
  reader: Reader;
  /** Reads what servers say. */
  answerReader: AnswerReader;
  /** Streams that grants have open. */
  streams: Shares;
  /** Rate of the bytes that clients send. */
  inflow: Inflow;
  sessions: Sessions;
  live: Live;
  calls: CallLog;
  /** The row as it is logged, or null where enough are logged, of a request that nobody was let in for. */
  refusalRow(row: CallRow): CallRow | null;
  /** Age of the snapshot beyond which nothing is let through, in milliseconds. */
  staleMsMax: number;
  /** Milliseconds since 1970; injected so that tests of limits need not wait. */
  now(): number;
};

import type { CounterStore } from '@/lib/core/policy/limits/limit';
import type { Live } from '@/lib/engines/gateway/auth/open-exchanges';
import type { SessionStore } from '@/lib/engines/gateway/auth/session-store';
import type { Upstream } from '@/lib/engines/gateway/forward/upstream';
import type { Budget, Shares } from '@/lib/engines/gateway/http/budget';
import type { Connections } from '@/lib/engines/gateway/http/connections';
import type { Inflow } from '@/lib/engines/gateway/http/inflow';
import type { Turns } from '@/lib/engines/gateway/http/turns';
import type { InlineShare } from '@/lib/engines/gateway/judge/inline-share';
import type { Reader } from '@/lib/engines/gateway/judge/reader';
import type { Workers } from '@/lib/engines/gateway/judge/workers';
import type { CallLog } from '@/lib/engines/gateway/record/call-log';
import type { CallRow } from '@/lib/engines/gateway/record/call-sink';
import type { AnswerReader } from '@/lib/engines/gateway/stream/answer-reader';
import type { Definitions } from '@/lib/engines/gateway/stream/definitions';
import type { ApprovalStore, Authenticator, SnapshotSource } from './ports';

/** What the steps of the pipeline share. */
export type Gate = {
  snapshots: SnapshotSource;
  authenticator: Authenticator;
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
  sessions: SessionStore;
  live: Live;
  calls: CallLog;
  /** The row as it is logged, or null where enough are logged, of a request that nobody was let in for. */
  refusalRow(row: CallRow): CallRow | null;
  /** Age of the snapshot beyond which nothing is let through, in milliseconds. */
  staleMsMax: number;
  /** Milliseconds since 1970; injected so that tests of limits need not wait. */
  now(): number;
};

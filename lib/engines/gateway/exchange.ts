import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Era } from '@/lib/core/mcp/eras';
import type { Id, Message } from '@/lib/core/mcp/message';
import type { SentParamHeader } from '@/lib/core/mcp/param-headers';
import type { Reservation } from '@/lib/core/policy/limits/reservation';
import type { Seat, Session } from '@/lib/engines/gateway/auth/session-store';
import type { Place } from '@/lib/engines/gateway/http/budget';
import type { Head } from '@/lib/engines/gateway/http/head';
import type { CallFacts } from '@/lib/engines/gateway/judge/reading';
import type { Waiter } from '@/lib/engines/gateway/judge/workers';
import type { Caller, Endpoint, Snapshot, Target } from './ports';

/** What was decided about an exchange, as the agent and the call log are told. */
export type Verdict = { outcome: 'allow' | 'deny' | 'hold'; rule: string; message: string; retryAfterMs?: number };

/** What undoes the reservations made for a call that certainly did not reach the server. */
type Undo = () => void | Promise<void>;

/** One HTTP request and its answer on their way through the pipeline. Each step fills in what the next ones need. */
export type Exchange = {
  readonly id: string;
  readonly startedAt: number;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly head: Head;
  /** As the path names it; whether there is such an endpoint is not known yet. */
  readonly endpointId: string;
  snapshot: Snapshot;
  endpoint: Endpoint | null;
  /** Where the message goes; null until it was routed. */
  target: Target | null;
  caller: Caller | null;
  /** What a POST takes of the budgets; null until it is let in. */
  place: Place | null;
  body: Buffer | null;
  /** Without the members of `params` that may be long. */
  message: Message | null;
  /** What is wrong with the parameters that decide what a request reaches. */
  wrongParam: string | null;
  /** Of a tool call that can be judged; null for every other message. */
  call: CallFacts | null;
  /** The headers that may repeat its arguments; those that are sent on say what the arguments say. */
  paramHeaders: readonly SentParamHeader[];
  /** The method that a response answers, where the server asked for it; null for every other message. */
  answered: string | null;
  era: Era;
  session: Session | null;
  /** Leave to begin a session; only of an `initialize`. */
  seat: Seat | null;
  /** What gives back what the exchange holds, called once when it is over. */
  readonly over: (() => void)[];
  verdict: Verdict;
  /** In a few words, what failed after the exchange was allowed: "timed out", "status 500"; null where nothing did. */
  failure: string | null;
  reserve: readonly Reservation[];
  undo: Undo[];
  sentAt: number;
  upstreamStatus: number | null;
  upstreamMs: number;
  responseBytes: number;
};

/** Until a step has decided, the log says that nobody has. */
const unjudged: Verdict = { outcome: 'deny', rule: '(unjudged)', message: 'This request was not judged.' };

export const allowed: Verdict = { outcome: 'allow', rule: '', message: '' };

export function openExchange(
  req: IncomingMessage,
  res: ServerResponse,
  head: Head,
  endpointId: string,
  snapshot: Snapshot,
): Exchange {
  return {
    id: timeOrderedId(),
    startedAt: performance.now(),
    req,
    res,
    head,
    endpointId,
    snapshot,
    endpoint: null,
    target: null,
    caller: null,
    place: null,
    body: null,
    message: null,
    wrongParam: null,
    call: null,
    paramHeaders: [],
    answered: null,
    era: 'legacy',
    session: null,
    seat: null,
    over: [],
    verdict: unjudged,
    failure: null,
    reserve: [],
    undo: [],
    sentAt: 0,
    upstreamStatus: null,
    upstreamMs: 0,
    responseBytes: 0,
  };
}

/** The id to answer under; null for what has none. */
export function idOf({ message }: Exchange): Id | null {
  return message && message.kind !== 'notification' ? message.id : null;
}

export function methodOf({ message }: Exchange): string | null {
  return message && message.kind !== 'response' ? message.method : null;
}

/** For whom the messages of an exchange are read. */
export function waiterOf({ caller, res }: Exchange): Waiter {
  return { organisationId: caller?.organisationId ?? '', res };
}

/** UUID version 7: sorts by time, which keeps the call log's index dense. */
export function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

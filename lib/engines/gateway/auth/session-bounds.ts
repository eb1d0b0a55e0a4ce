/** How many sessions there may be at once, and for how long they may be idle. */
export type SessionBounds = {
  /** Of all. An organisation that holds fewer than `guaranteed` may begin one even beyond. */
  total: number;
  organisation: number;
  guaranteed: number;
  idleMs: number;
  /** Time without use after which a session makes room for another of its grant. */
  idleWhenFullMs: number;
};

export const MINUTE_MS = 60_000;

export const SESSION_BOUNDS: SessionBounds = {
  total: 100_000,
  organisation: 10_000,
  guaranteed: 100,
  idleMs: 24 * 60 * MINUTE_MS,
  idleWhenFullMs: 15 * MINUTE_MS,
};

/** What is used up: what the grant may begin in a minute, or what may be held open by it, by its organisation, by all. */
export type SessionsUsedUp = 'minute' | 'grant' | 'organisation' | 'gateway';

type Limits = { sessionsPerMinute: number; sessionsOpenMax: number };

/** Why no further session may begin, in a sentence with the time to wait. */
export function sessionsFull(
  used: SessionsUsedUp,
  retryAfterMs: number,
  { sessionsPerMinute, sessionsOpenMax }: Limits,
  { organisation, idleWhenFullMs }: SessionBounds,
) {
  const problems: Record<SessionsUsedUp, string> = {
    minute: `This grant has begun the ${count(sessionsPerMinute)} a minute that this server allows it.`,
    grant: `This grant holds open the ${count(sessionsOpenMax)} that this server allows it. End one with DELETE; otherwise one makes room after ${idleWhenFullMs / MINUTE_MS} minutes without use.`,
    organisation: `Your organisation holds open the ${count(organisation)} that it may.`,
    gateway: 'The gateway holds open as many sessions as it can.',
  };
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const retry = seconds === 1 ? 'Try again in a second.' : `Try again in ${seconds} seconds.`;
  return { problem: `${problems[used]} ${retry}`, retryAfterMs };
}

function count(sessions: number): string {
  return sessions === 1 ? 'one session' : `${sessions} sessions`;
}

/** Unanswered requests of one server in one session; the oldest is forgotten beyond. */
export const ASKED_MAX = 1_000;
/** Characters of such a request's id; what has a longer one cannot be answered. */
const ASKED_LENGTH_MAX = 256;

/** What a request of a server is remembered by; null: its id is too long. */
export function askedKey(id: unknown): string | null {
  const key = JSON.stringify(id);
  return key.length > ASKED_LENGTH_MAX ? null : key;
}

import { describe, expect, test } from 'vitest';
import type { Caller, Endpoint } from '@/lib/engines/gateway/ports';
import { MemorySessions } from './memory-sessions';
import { SESSION_BOUNDS } from './session-bounds';
import { sessionContract } from './sessions.contract';

describe('the contract of sessions, in memory', () =>
  sessionContract((bounds) => {
    const clock = { ms: 0 };
    const sessions = new MemorySessions(() => clock.ms, bounds);
    return { clock, sessions, elsewhere: sessions };
  }));

test('sessions of this process cost a call no promise', () => {
  const sessions = new MemorySessions(Date.now, SESSION_BOUNDS);
  const caller = { id: 'grant', organisationId: 'organisation' } as Caller;
  const endpoint = { id: 'endpoint', settings: { sessionsPerMinute: 1, sessionsOpenMax: 1 } } as Endpoint;
  expect(sessions.enter(caller, endpoint)).not.toBeInstanceOf(Promise);
  expect(sessions.find('unknown', caller, endpoint)).toBeNull();
});

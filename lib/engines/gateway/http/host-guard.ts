import { type Answer, httpRefusal } from '@/lib/engines/gateway/errors';
import type { Origins } from './cors';
import type { Head } from './head';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const SERVER_PATH = /^\/mcp\/([0-9A-Za-z_-]{1,64})$/;

/** The server that a path names; null for every other path. Exact: what is not this path is no way to a server. */
export function endpointIdOf(path: string): string | null {
  return SERVER_PATH.exec(path)?.[1] ?? null;
}

export type Door = (head: Head) => Answer | null;

/**
 * Refuses a Host or Origin that is not ours, before anything else is looked at: a web page whose name was pointed at this
 * machine must not speak to it. On a loopback address every name of the loopback is ours, whatever the port. Pages of the
 * listed origins may come as well.
 */
export function createDoor(publicUrl: string, loopback: boolean, origins: Origins = new Set()): Door {
  const ours = new URL(publicUrl).host;
  const isOurs = (host: string) => {
    const name = host.toLowerCase();
    return name === ours || (loopback && LOOPBACK.includes(name.replace(/:\d+$/, '')));
  };
  return ({ host, origin, repeated }) => {
    if (host === undefined || repeated === 'host' || !isOurs(host)) return forbidden('Host');
    if (origin === undefined) return null;
    if (repeated === 'origin') return forbidden('Origin');
    if (origins.has(origin)) return null;
    const named = /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
    return named !== undefined && isOurs(named) ? null : forbidden('Origin');
  };
}

function forbidden(header: 'Host' | 'Origin'): Answer {
  return httpRefusal({ status: 403, rule: `(unknown ${header})`, message: `Forbidden: unknown ${header}` });
}

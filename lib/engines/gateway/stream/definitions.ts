import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type ParamHeader, paramHeadersIn } from '@/lib/core/mcp/param-headers';
import type { PinnedDefinitions, Target } from '@/lib/engines/gateway/ports';

export type Definitions = ReturnType<typeof createDefinitions>;

/** Characters of all headers that are remembered. */
const HEADERS_MAX = 4 * 1024 * 1024;
const ENTRY_COST = 200;
/** How long a call waits for the headers of its tool, and how long they count as none after that. */
const WAIT_MS_MAX = 1_000;
const ABSENT_MS = 10_000;

/** Compares definitions with the pinned ones, and reads those. */
export function createDefinitions(pinned: PinnedDefinitions) {
  /** By server and hash: what one server pinned says nothing of another's, though the hash be the same. */
  const remembered = new LRUCache<string, readonly ParamHeader[]>({ maxSize: HEADERS_MAX, sizeCalculation: sizeOf });
  /** By the same, until the database has answered: of each definition one reading at a time. */
  const readings = new Map<string, Promise<readonly ParamHeader[]>>();

  return {
    /** Whether a target offers the pinned definition under this name; `hash` as `definitionHash` returns it. One look-up. */
    isPinned({ tools }: Target, name: string, hash: string | null): boolean {
      return hash !== null && tools.get(name) === hash;
    },
    /**
     * The headers that the pinned definition of a tool asks for; none where it cannot be had. At once where the definition
     * was read before, otherwise after a second at most: a database that is away does not hold calls up. Never rejects.
     */
    paramHeaders(target: Target, name: string): readonly ParamHeader[] | Promise<readonly ParamHeader[]> {
      const hash = target.tools.get(name);
      if (!hash) return [];
      const key = `${target.id} ${hash}`;
      return remembered.get(key) ?? readings.get(key) ?? readHeaders(target, name, key);
    },
    read: pinned.read,
    noteDrift: pinned.noteDrift,
    noteDriftEnd: pinned.noteDriftEnd,
  };

  function readHeaders(target: Target, name: string, key: string): Promise<readonly ParamHeader[]> {
    const read = pinned.read(target, [name]).then((texts) => {
      readings.delete(key);
      return remember(key, texts.get(name));
    });
    const late = delay(WAIT_MS_MAX, undefined, { ref: false }).then(() => remembered.get(key) ?? remember(key));
    const first = Promise.race([read, late]);
    readings.set(key, first);
    return first;
  }

  function remember(key: string, text?: string): readonly ParamHeader[] {
    const headers = text === undefined ? [] : paramHeadersIn(text);
    remembered.set(key, headers, text === undefined ? { ttl: ABSENT_MS } : {});
    return headers;
  }
}

function sizeOf(headers: readonly ParamHeader[]): number {
  return ENTRY_COST + headers.reduce((sum, { name, path }) => sum + ENTRY_COST + name.length + path.join().length, 0);
}

import { LRUCache } from 'lru-cache';
import { type ParamHeader, paramHeadersIn } from '@/lib/core/mcp/param-headers';
import type { PinnedDefinitions, ServerEntry } from '@/lib/engines/gateway/ports';

export type Definitions = ReturnType<typeof createDefinitions>;

/** Characters of all headers that are remembered, by the hash of their definition. */
const HEADERS_MAX = 4 * 1024 * 1024;
const ENTRY_COST = 200;

/** Compares definitions with the pinned ones, and reads those. */
export function createDefinitions(pinned: PinnedDefinitions) {
  const headersByHash = new LRUCache<string, readonly ParamHeader[]>({ maxSize: HEADERS_MAX, sizeCalculation: sizeOf });

  return {
    /** Whether a server offers the pinned definition under this name; `hash` as `definitionHash` returns it. One look-up. */
    isPinned({ tools }: ServerEntry, name: string, hash: string | null): boolean {
      return hash !== null && tools.get(name) === hash;
    },
    /**
     * The headers that the pinned definition of a tool asks for; none where it cannot be had. At once where the definition
     * was read before. Never rejects.
     */
    paramHeaders(server: ServerEntry, name: string): readonly ParamHeader[] | Promise<readonly ParamHeader[]> {
      const hash = server.tools.get(name);
      if (!hash) return [];
      return headersByHash.get(hash) ?? pinned.read(server, [name]).then((texts) => remember(hash, texts.get(name)));
    },
    read: pinned.read,
    noteDrift: pinned.noteDrift,
  };

  function remember(hash: string, text: string | undefined): readonly ParamHeader[] {
    if (text === undefined) return [];
    const headers = paramHeadersIn(text);
    headersByHash.set(hash, headers);
    return headers;
  }
}

function sizeOf(headers: readonly ParamHeader[]): number {
  return ENTRY_COST + headers.reduce((sum, { name, path }) => sum + ENTRY_COST + name.length + path.join().length, 0);
}

import type { PinnedDefinitions, ServerEntry } from '@/lib/engines/gateway/ports';

export type Definitions = ReturnType<typeof createDefinitions>;

/** Compares definitions with the pinned ones, and reads those. */
export function createDefinitions(pinned: PinnedDefinitions) {
  return {
    /** Whether a server offers the pinned definition under this name; `hash` as `definitionHash` returns it. One look-up. */
    isPinned({ tools }: ServerEntry, name: string, hash: string | null): boolean {
      return hash !== null && tools.get(name) === hash;
    },
    read: pinned.read,
    noteDrift: pinned.noteDrift,
  };
}

import type { PinnedDefinitions, ServerEntry } from './ports';

export type Definitions = ReturnType<typeof createDefinitions>;

/** Tells pinned definitions from others, and has the pinned ones. */
export function createDefinitions(pinned: PinnedDefinitions) {
  return {
    /** Whether what a server offers under this name is the pinned definition; `hash` as `definitionHash` gives it. */
    isPinned({ tools }: ServerEntry, name: string, hash: string | null): boolean {
      return hash !== null && tools.get(name) === hash;
    },
    read: pinned.read,
  };
}

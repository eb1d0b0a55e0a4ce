import { hash } from 'node:crypto';
import { canonical } from '@/lib/mcp/canonical';
import { readJson } from '@/lib/mcp/json';
import type { PinnedDefinitions, ServerEntry } from './ports';

/** Of one definition, as it comes: what is longer can hold none that was registered. */
const DEFINITION_LENGTH_MAX = 2 * 1024 * 1024;

/** The texts of one tool that were looked at last, by their hash: one that is the pinned definition, and one that is not. */
type Seen = { same?: string; other?: string };

export type Definitions = ReturnType<typeof createDefinitions>;

/** Tells pinned definitions from others, and has the pinned ones. */
export function createDefinitions(pinned: PinnedDefinitions) {
  // Two texts a tool, for as long as the tools of its server stay the same.
  const memories = new WeakMap<ServerEntry['tools'], Map<string, Seen>>();

  return {
    /**
     * Whether the text that a server sends for a tool is its pinned definition. A text that was looked at before costs one
     * SHA-256 of it; another one is parsed and written in canonical form first.
     */
    isPinned({ tools }: ServerEntry, name: string, text: string): boolean {
      const expected = tools.get(name);
      if (expected === undefined || text.length > DEFINITION_LENGTH_MAX) return false;
      const memory = memories.get(tools) ?? new Map<string, Seen>();
      memories.set(tools, memory);
      const seen = memory.get(name) ?? {};
      const raw = hash('sha256', text, 'base64');
      if (seen.same === raw || seen.other === raw) return seen.same === raw;
      const same = definitionHash(text) === expected;
      memory.set(name, same ? { ...seen, same: raw } : { ...seen, other: raw });
      return same;
    },
    read: pinned.read,
  };
}

/** Null: it cannot be told which definition it is. A number that is not exact has the canonical form of others too. */
function definitionHash(text: string): string | null {
  const json = readJson(text);
  return 'problem' in json ? null : hash('sha256', canonical(json.value));
}

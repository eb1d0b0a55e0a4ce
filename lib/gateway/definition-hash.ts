import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonical } from '@/lib/mcp/canonical';
import { readJson } from '@/lib/mcp/json';

/** Of one definition, as it comes: what is longer can hold none that was registered. */
const DEFINITION_LENGTH_MAX = 2 * 1024 * 1024;

/** Hashes of definitions that were read of late, by the SHA-256 of their text; empty where there is none. */
const known = new LRUCache<string, string>({ max: 20_000 });

/**
 * SHA-256 of the RFC 8785 form of a definition, hex. Null: it cannot be told which definition it is. A number that is not
 * exact has the canonical form of others too. A text that was read before costs one SHA-256 of it.
 */
export function definitionHash(text: string): string | null {
  if (text.length > DEFINITION_LENGTH_MAX) return null;
  const raw = hash('sha256', text, 'base64');
  const found = known.get(raw) ?? hashOf(text);
  known.set(raw, found);
  return found === '' ? null : found;
}

function hashOf(text: string): string {
  const json = readJson(text);
  return 'problem' in json ? '' : hash('sha256', canonical(json.value));
}

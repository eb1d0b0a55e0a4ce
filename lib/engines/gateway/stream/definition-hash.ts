import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonical } from '@/lib/core/mcp/canonical';
import { readJson } from '@/lib/core/mcp/json';

/** Characters of one definition as it comes: none that was registered is longer. */
const DEFINITION_LENGTH_MAX = 2 * 1024 * 1024;

/** Hashes of definitions that were read recently, by the SHA-256 of their text; '' where there is none. */
const known = new LRUCache<string, string>({ max: 20_000 });

/**
 * SHA-256 of the RFC 8785 form of a definition, hex. Null where the text is too long, is no strict JSON, or has a number that
 * is not exact, whose form others have too. A text that was read before costs one SHA-256, any other its parsing as well.
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

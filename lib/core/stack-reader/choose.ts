import type { Candidate } from './schema';

/** The one candidate that a configured server can be; undefined: ambiguous. */
export function choose(candidates: readonly Candidate[], path: string | null): Candidate | undefined {
  if (candidates.length < 2 || path === null) return candidates.length === 1 ? candidates[0] : undefined;
  const asked = trimmed(path);
  const exact = candidates.filter(({ paths }) => paths.some((known) => trimmed(known) === asked));
  return exact.length === 1 ? exact[0] : undefined;
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '').toLowerCase();
}

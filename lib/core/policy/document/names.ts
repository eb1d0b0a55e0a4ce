import { comparable, compareCodePoints } from './text';

/** Characters of a tool's name; a longer one is no tool's. */
const NAME_MAX = 1_024;

/** A tool's name in the form that policies compare; null for one that no policy can name. */
export function toolName(name: string): string | null {
  return name.length > NAME_MAX || name === '' ? null : comparable(name);
}

export function isGlob(name: string): boolean {
  return name.includes('*');
}

/** Asks of a name whether `*` in the pattern can stand for parts of it (of none, too) so that both are equal. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const [prefix = '', ...rest] = pattern.split('*');
  const suffix = rest.pop();
  if (suffix === undefined) return (name) => name === pattern;
  return (name) => {
    const end = name.length - suffix.length;
    if (prefix.length > end || !name.startsWith(prefix) || !name.endsWith(suffix)) return false;
    let at = prefix.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

export function globMatches(pattern: string, name: string): boolean {
  return globMatcher(pattern)(name);
}

type Named<T> = { name: string; value: T };
type Glob<T> = Named<T> & { matches: (name: string) => boolean };

/** Finds the entry that names a tool: the exact name, else the longest glob, the first by code point among equals. */
export type NameIndex<T> = (name: string) => Named<T> | null;

/**
 * Globs wait under what precedes their first star and follows their last, so that a look-up costs the number of
 * different lengths of such ends and of globs that share both, not the number of names.
 */
export function indexNames<T>(entries: Iterable<readonly [string, T]>): NameIndex<T> {
  const exact = new Map<string, Named<T>>();
  const globs = new Map<string, Glob<T>[]>();
  const shapes = new Map<string, Ends>();
  for (const [raw, value] of entries) {
    const name = comparable(raw) ?? raw;
    if (!isGlob(name)) {
      exact.set(name, { name: raw, value });
      continue;
    }
    const glob = { name, value, matches: globMatcher(name) };
    const ends: Ends = [name.indexOf('*'), name.length - name.lastIndexOf('*') - 1];
    shapes.set(ends.join(), ends);
    const key = endsOf(name, ends);
    const bucket = globs.get(key);
    if (bucket) bucket.push(glob);
    else globs.set(key, [glob]);
  }
  for (const bucket of globs.values()) bucket.sort(stricterFirst);
  const lengths = [...shapes.values()];
  return (raw) => {
    const name = comparable(raw) ?? raw;
    return exact.get(name) ?? longestGlob(globs, lengths, name);
  };
}

/** Characters before the first star, and after the last. */
type Ends = [before: number, after: number];

function endsOf(name: string, [before, after]: Ends): string {
  return `${name.slice(0, before)}*${name.slice(name.length - after)}`;
}

function stricterFirst<T>(a: Named<T>, b: Named<T>): number {
  return b.name.length - a.name.length || compareCodePoints(a.name, b.name);
}

function longestGlob<T>(globs: Map<string, Glob<T>[]>, lengths: Ends[], name: string): Named<T> | null {
  let best: Named<T> | null = null;
  for (const ends of lengths) {
    if (ends[0] + ends[1] > name.length) continue;
    const found = globs.get(endsOf(name, ends))?.find((glob) => glob.matches(name));
    if (found && (!best || stricterFirst(found, best) < 0)) best = found;
  }
  return best;
}

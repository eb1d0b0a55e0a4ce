import { pointerTo } from '@/lib/core/policy/document/pointer';

export type Entry =
  | { kind: 'added'; pointer: string; after: unknown }
  | { kind: 'removed'; pointer: string; before: unknown }
  | { kind: 'changed'; pointer: string; before: unknown; after: unknown };

/** The smallest places at which two JSON values differ; lists are compared by position. Keys in any order are equal. */
export function structuralDiff(before: unknown, after: unknown, place: (string | number)[] = []): Entry[] {
  if (Object.is(before, after)) return [];
  const old = childrenOf(before);
  const fresh = childrenOf(after);
  if (!old || !fresh || Array.isArray(before) !== Array.isArray(after)) {
    return [{ kind: 'changed', pointer: pointerTo(place), before, after }];
  }
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  return keys.flatMap((key): Entry[] => {
    const here = [...place, key];
    if (!fresh.has(key)) return [{ kind: 'removed', pointer: pointerTo(here), before: old.get(key) }];
    if (!old.has(key)) return [{ kind: 'added', pointer: pointerTo(here), after: fresh.get(key) }];
    return structuralDiff(old.get(key), fresh.get(key), here);
  });
}

/** Absent and undefined are the same: neither is written. */
function childrenOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  return new Map(Object.entries(value).filter(([, child]) => child !== undefined));
}

export function sameJson(a: unknown, b: unknown): boolean {
  return structuralDiff(a, b).length === 0;
}

/** A text that is equal for equal JSON values, in whatever order their keys are. */
export function jsonKey(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });
}

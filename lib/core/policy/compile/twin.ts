import type { Step } from '@/lib/core/policy/document/path';
import { foldKey } from '@/lib/core/text/fold';

type KeyStep = Extract<Step, { kind: 'key' }>;

const foldedSteps = new WeakMap<KeyStep, string | null>();

/** Folded keys of the objects that the decision under way looked into, so that many conditions fold a key once. */
let foldedKeys = new WeakMap<object, ReadonlySet<string | null>>();
let isUsed = false;

/** Begins a decision: arguments may have changed since the last one. */
export function forgetKeys(): void {
  if (!isUsed) return;
  foldedKeys = new WeakMap();
  isUsed = false;
}

/**
 * Whether an object without the key of a step has another that some reader takes for it: equal when folded (see
 * `foldKey`), equal before a NUL, or one that cannot be folded. Which of them the server means, no policy can know.
 * Linear in the keys of the object once in a decision, constant afterwards.
 */
export function hasTwin(object: object, step: KeyStep): boolean {
  const keys = foldedKeys.get(object) ?? remember(object);
  if (keys.size === 0) return false;
  const wanted = foldedStep(step);
  return wanted === null || keys.has(wanted) || keys.has(null);
}

function remember(object: object): ReadonlySet<string | null> {
  const keys = new Set<string | null>();
  for (const key of Object.keys(object)) {
    keys.add(foldKey(key));
    const nul = key.indexOf('\0');
    if (nul !== -1) keys.add(foldKey(key.slice(0, nul)));
  }
  foldedKeys.set(object, keys);
  isUsed = true;
  return keys;
}

function foldedStep(step: KeyStep): string | null {
  const known = foldedSteps.get(step);
  if (known !== undefined) return known;
  const folded = foldKey(step.key);
  foldedSteps.set(step, folded);
  return folded;
}

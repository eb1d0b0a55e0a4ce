import type { Step } from '@/lib/core/policy/document/path';
import { foldKey } from '@/lib/core/text/fold';

type KeyStep = Extract<Step, { kind: 'key' }>;

const foldedSteps = new WeakMap<KeyStep, string | null>();

/** Cache of folded keys for the current decision, so that each key is folded once. */
let foldedKeys = new WeakMap<object, ReadonlySet<string | null>>();
let isUsed = false;

/** Starts a decision: the arguments may have changed. */
export function forgetKeys(): void {
  if (!isUsed) return;
  foldedKeys = new WeakMap();
  isUsed = false;
}

/**
 * Whether an object that lacks a step's key has one that some reader treats as it: equal when folded (see `foldKey`),
 * equal before a NUL, or not foldable. The policy cannot know which one the server uses. Linear in the keys once per
 * decision, constant afterwards.
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

import type { Step } from '@/lib/core/policy/document/path';
import { comparable, compareCodePoints } from '@/lib/core/policy/document/text';
import { finder } from './finder';
import { folderFinder, readFolder } from './folder';
import { hostFinder, hostOf } from './host';
import type { Expression } from './regex';
import { hasTwin } from './twin';

/**
 * What a condition says of a call. `absent`: the path leads nowhere, which is not true. `unclear`: there is a value that
 * the operator cannot compare, and a rule that protects must then refuse.
 */
export type Answer = 'true' | 'false' | 'absent' | 'unclear';

/** Judges one present value. */
export type Test = (value: unknown) => Answer;

/** `every`: all elements under `[*]` must satisfy (require). `some`: one is enough (deny_if, approve_if). */
export type Quantifier = 'every' | 'some';

const answer = (holds: boolean): Answer => (holds ? 'true' : 'false');

/** Judges what `steps` lead to below `value`. Recursion is bounded by the steps, work by the values they reach. */
export function select(value: unknown, steps: readonly Step[], at: number, test: Test, quantifier: Quantifier): Answer {
  const step = steps[at];
  if (step === undefined) return test(value);
  if (value === null || value === undefined) return 'absent';
  if (step.kind === 'each') return selectEach(value, steps, at + 1, test, quantifier);
  const part = partOf(value, step);
  return part === undefined
    ? 'absent'
    : part === unreadable
      ? 'unclear'
      : select(part, steps, at + 1, test, quantifier);
}

export const unreadable = Symbol('a value that has no such parts');

/**
 * The part of a value that a step leads to; undefined: there is none; `unreadable`: no policy can know what a server takes
 * for it. A text where an object belongs is not absence: some servers parse it and act on what is inside.
 */
export function partOf(value: unknown, step: Exclude<Step, { kind: 'each' }>): unknown {
  if (typeof value !== 'object' || value === null) return unreadable;
  if (step.kind === 'index') return Array.isArray(value) ? value[step.index] : unreadable;
  if (Array.isArray(value)) return unreadable;
  if (Object.hasOwn(value, step.key)) return Reflect.get(value, step.key);
  return hasTwin(value, step) ? unreadable : undefined;
}

function selectEach(value: unknown, steps: readonly Step[], at: number, test: Test, quantifier: Quantifier): Answer {
  if (!Array.isArray(value)) return 'unclear';
  if (value.length === 0) return 'absent';
  return quantifier === 'every' ? everyElement(value, steps, at, test) : someElement(value, steps, at, test);
}

function everyElement(list: unknown[], steps: readonly Step[], at: number, test: Test): Answer {
  let unclear = false;
  for (const element of list) {
    const found = select(element, steps, at, test, 'every');
    if (found === 'false' || found === 'absent') return found;
    if (found === 'unclear') unclear = true;
  }
  return unclear ? 'unclear' : 'true';
}

function someElement(list: unknown[], steps: readonly Step[], at: number, test: Test): Answer {
  let unclear = false;
  for (const element of list) {
    const found = select(element, steps, at, test, 'some');
    if (found === 'true') return found;
    if (found === 'unclear') unclear = true;
  }
  return unclear ? 'unclear' : 'false';
}

type Scalar = string | number | boolean | null;

/** Equality with one of `operands`. A value compares with its own type; null as an operand compares with everything. */
export function oneOf(operands: readonly Scalar[], negated: boolean): Test {
  const known = new Set<Scalar>(
    operands.map((operand) => (typeof operand === 'string' ? comparableOperand(operand) : operand)),
  );
  const types = new Set(operands.filter((operand) => operand !== null).map((operand) => typeof operand));
  return (value) => {
    const scalar = scalarOf(value);
    if (scalar !== undefined && known.has(scalar)) return answer(!negated);
    const compares = types.size === 0 || (scalar !== undefined && scalar !== null && types.has(typeof scalar));
    return compares ? answer(negated) : 'unclear';
  };
}

/** An operand no call can equal stays as it is written: values that are not comparable never reach the comparison. */
function comparableOperand(text: string): string {
  return comparable(text) ?? text;
}

/** A text of a call as it is compared; null where servers may read different texts: those in C end at a NUL. */
function readText(value: string): string | null {
  return value.includes('\0') ? null : comparable(value);
}

/** A scalar in comparable form; undefined for the rest, and for integers too large to be told from their neighbours. */
function scalarOf(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
  return typeof value === 'string' ? (readText(value) ?? undefined) : undefined;
}

/** Order of numbers, or of texts by code point. */
export function ordered(operand: number | string, holds: (sign: number) => boolean): Test {
  if (typeof operand === 'number') {
    return (value) =>
      typeof value === 'number' && Number.isFinite(value) ? answer(holds(value - operand)) : 'unclear';
  }
  const bound = comparableOperand(operand);
  return onText((text) => answer(holds(compareCodePoints(text, bound))));
}

function onText(test: (text: string) => Answer): Test {
  return (value) => {
    const text = typeof value === 'string' ? readText(value) : null;
    return text === null ? 'unclear' : test(text);
  };
}

export function matchesRegex(expression: Expression): Test {
  return onText((text) => {
    const { regex } = expression;
    return regex === null ? 'unclear' : answer(regex.test(text));
  });
}

export function startsWith(prefix: string): Test {
  const wanted = comparableOperand(prefix);
  return onText((text) => answer(text.startsWith(wanted)));
}

export function endsWith(suffix: string): Test {
  const wanted = comparableOperand(suffix);
  return onText((text) => answer(text.endsWith(wanted)));
}

/** A text that has the operand inside, or a list that has it as an element. */
export function contains(operand: Scalar): Test {
  const inList = listContains(operand);
  if (typeof operand !== 'string') return (value) => (Array.isArray(value) ? inList(value) : 'unclear');
  const wanted = comparableOperand(operand);
  const occursIn = finder(wanted);
  const inText = onText((text) => answer(occursIn(text)));
  return (value) => (Array.isArray(value) ? inList(value) : inText(value));
}

function listContains(operand: Scalar): (list: unknown[]) => Answer {
  const equal = oneOf([operand], false);
  return (list) => {
    let unclear = false;
    for (const element of list) {
      const found = equal(element);
      if (found === 'true') return 'true';
      if (found === 'unclear') unclear = true;
    }
    return unclear ? 'unclear' : 'false';
  };
}

/** `C:` or `file:` begins a relative path on one system and leaves every folder on another. */
const drive = /^[a-z][a-z0-9+.-]*:/i;

export function pathWithin(folders: readonly string[]): Test {
  const known = folders.map((folder) => readFolder(comparableOperand(folder))).filter((folder) => folder !== null);
  const isWithin = folderFinder(known);
  return onText((text) => {
    const path = drive.test(text) ? null : readFolder(text);
    const within = path && isWithin(path);
    return within === null ? 'unclear' : answer(within);
  });
}

export function hostIn(patterns: readonly string[]): Test {
  const isIn = hostFinder(patterns);
  return (value) => {
    const host = typeof value === 'string' ? hostOf(value) : null;
    return host === null ? 'unclear' : answer(isIn(host));
  };
}

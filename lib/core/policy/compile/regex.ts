import { RE2JS } from 're2js';
import { comparable } from '@/lib/core/policy/document/text';
import { compilingSteps, leastSteps } from './regex-cost';

/** Instructions of one compiled expression: `(a{1000}){1000}` is linear too, but too slow. */
const PROGRAM_MAX = 2_000;
/**
 * Steps to compile all expressions of a document: 0.2 s at worst. Five hundred expressions of a hundred plain
 * characters take half of it.
 */
const COMPILING_STEPS_MAX = 10_000_000;

const tooLarge = 'is too large when its repetitions are written out';
const tooCostly = 'is too large when its repetitions and character classes are written out';
const REPEAT = /\{(\d+)(?:,(\d*))?\}/g;

/**
 * Compiles an RE2 expression, or returns the sentence about its error. Never throws. Normalised to NFC, as the matched
 * texts are.
 */
export function compileRegex(source: string): RE2JS | string {
  // Checked before repetitions are expanded, which takes the time.
  if (repetitions(source) > PROGRAM_MAX) return tooLarge;
  if (stepsFor(source) > COMPILING_STEPS_MAX) return tooCostly;
  return compileStored(source);
}

/** `compileRegex` without the limit, for an expression that was accepted before. */
function compileStored(source: string): RE2JS | string {
  try {
    const regex = RE2JS.compile(comparable(source) ?? source);
    return regex.programSize() > PROGRAM_MAX ? tooLarge : regex;
  } catch (error) {
    return `is not RE2 syntax: ${error instanceof Error ? error.message : 'it cannot be read'}`;
  }
}

function repetitions(source: string): number {
  let sum = 0;
  for (const [, least, most] of source.matchAll(REPEAT)) sum += Math.max(Number(least), Number(most ?? 0));
  return sum;
}

function stepsFor(source: string): number {
  return compilingSteps(comparable(source) ?? source);
}

/**
 * Index of the first expression at which compiling all up to it exceeds the limit; -1: none. Expressions over the limit
 * by themselves do not count. Reads no more than a document may hold.
 */
export function firstTooCostly(sources: readonly string[]): number {
  let steps = 0;
  return sources.findIndex((source) => {
    if (steps + leastSteps(source.length) > COMPILING_STEPS_MAX) return true;
    const own = stepsFor(source);
    if (own <= COMPILING_STEPS_MAX) steps += own;
    return steps > COMPILING_STEPS_MAX;
  });
}

/** A lazily compiled expression: most policies have tools that are never called. */
export class Expression {
  #regex: RE2JS | null | undefined;

  constructor(readonly source: string) {}

  /** Null: it does not compile, so its result is unclear. */
  get regex(): RE2JS | null {
    if (this.#regex === undefined) {
      const regex = compileStored(this.source);
      this.#regex = typeof regex === 'string' ? null : regex;
    }
    return this.#regex;
  }

  /** Estimated steps to compile it. */
  get steps(): number {
    return stepsFor(this.source);
  }
}

/** The expressions of one place in a policy, compiled in order. */
export class Expressions {
  readonly #all: readonly Expression[];
  #compiled = 0;
  #work = 0;

  constructor(all: readonly Expression[]) {
    this.#all = all;
  }

  get sources(): readonly string[] {
    return this.#all.map(({ source }) => source);
  }

  get areCompiled(): boolean {
    return this.#compiled === this.#all.length;
  }

  /** Steps for one character in all of them; compiles the missing ones. */
  get work(): number {
    while (!this.areCompiled) this.#compileNext();
    return this.#work;
  }

  /** Compiles the next ones while they take at most `stepsMax` steps; returns what is left. */
  compileSome(stepsMax: number): number {
    let left = stepsMax;
    for (;;) {
      const next = this.#all[this.#compiled];
      if (!next || next.steps > left) return left;
      left -= next.steps;
      this.#compileNext();
    }
  }

  #compileNext(): void {
    this.#work += this.#all[this.#compiled]?.regex?.programSize() ?? 0;
    this.#compiled++;
  }
}

import { RE2JS } from 're2js';
import { comparable } from '@/lib/core/policy/document/text';
import { compilingSteps, leastSteps } from './regex-cost';

/** Instructions of one compiled expression: `(a{1000}){1000}` is linear too, but not in anybody's patience. */
const PROGRAM_MAX = 2_000;
/**
 * Steps that compiling all expressions of a document may take: 0.2 s at the very worst. Five hundred of a hundred plain
 * characters each take half of it.
 */
const COMPILING_STEPS_MAX = 10_000_000;

const tooLarge = 'is too large when its repetitions are written out';
const tooCostly = 'is too large when its repetitions and character classes are written out';
const REPEAT = /\{(\d+)(?:,(\d*))?\}/g;

/**
 * An RE2 expression, or the sentence that says what is wrong with it. Never throws. Read in Unicode NFC, as the texts are
 * that it will be matched with: written otherwise it could never match.
 */
export function compileRegex(source: string): RE2JS | string {
  // Said before the repetitions are written out, which is what takes the time.
  if (repetitions(source) > PROGRAM_MAX) return tooLarge;
  if (stepsFor(source) > COMPILING_STEPS_MAX) return tooCostly;
  return compileStored(source);
}

/** As `compileRegex`, of an expression that was accepted once, whatever it costs. */
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
 * The place of the first expression with which compiling all up to it takes too long together; -1: none is. Those that
 * are too large by themselves are not compiled and do not count. Reads no more than a document may hold of them.
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

/** An expression of a policy, compiled when a call first needs it: most policies have tools that are never called. */
export class Expression {
  #regex: RE2JS | null | undefined;

  constructor(readonly source: string) {}

  /** Null: it does not compile, so whatever it should judge is unclear. */
  get regex(): RE2JS | null {
    if (this.#regex === undefined) {
      const regex = compileStored(this.source);
      this.#regex = typeof regex === 'string' ? null : regex;
    }
    return this.#regex;
  }

  /** Steps that compiling it may take. */
  get steps(): number {
    return stepsFor(this.source);
  }
}

/** The expressions of one place in a policy, compiled in their order. */
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

  /** Steps that one character may cost in all of them together; compiles those that are not compiled yet. */
  get work(): number {
    while (!this.areCompiled) this.#compileNext();
    return this.#work;
  }

  /** Compiles the next ones while they take at most `stepsMax` together; gives what is left of `stepsMax`. */
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

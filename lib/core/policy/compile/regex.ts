import { RE2JS } from 're2js';
import { comparable } from '@/lib/core/policy/document/text';

/** Instructions of one compiled expression: `(a{1000}){1000}` is linear too, but not in anybody's patience. */
const PROGRAM_MAX = 2_000;

const tooLarge = 'is too large when its repetitions are written out';
const REPEAT = /\{(\d+)(?:,(\d*))?\}/g;

/**
 * An RE2 expression, or the sentence that says what is wrong with it. Never throws. Read in Unicode NFC, as the texts are
 * that it will be matched with: written otherwise it could never match.
 */
export function compileRegex(source: string): RE2JS | string {
  // Said before the repetitions are written out, which is what takes the time.
  if (repetitions(source) > PROGRAM_MAX) return tooLarge;
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

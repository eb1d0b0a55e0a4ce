import { RE2JS } from 're2js';

/** Instructions of one compiled expression: `(a{1000}){1000}` is linear too, but not in anybody's patience. */
const PROGRAM_MAX = 2_000;

/** An RE2 expression, or the sentence that says what is wrong with it. Never throws. */
export function compileRegex(source: string): RE2JS | string {
  try {
    const regex = RE2JS.compile(source);
    return regex.programSize() > PROGRAM_MAX ? 'is too large when its repetitions are written out' : regex;
  } catch (error) {
    return `is not RE2 syntax: ${error instanceof Error ? error.message : 'it cannot be read'}`;
  }
}

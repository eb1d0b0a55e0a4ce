import { createScanner } from 'jsonc-parser';

/** A valid policy is nine levels deep; the parser recurses, so depth is bounded before it starts. */
const DEPTH_MAX = 32;

// Token kinds of jsonc-parser's scanner; its const enum cannot be imported under isolatedModules.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END = 17;

/** The offset at which the text opens more than 32 levels, or null. Iterative and linear. */
export function nestsTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > DEPTH_MAX) return scanner.getTokenOffset();
  }
  return null;
}

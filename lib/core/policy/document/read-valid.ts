import { compileRegex, firstTooCostly } from '@/lib/core/policy/compile/regex';
import { isExpression, Policy, STAND_IN } from './schema';

/**
 * The policy of a text without any problem; null where it may have one, which the caller then looks for. Ten times as
 * quick as reading a tree with a place for each problem, and it accepts nothing that the tree does not: JSON, no key twice,
 * the schema. `compiles`: whether each expression is compiled, too.
 */
export function readValid(text: string, regexesMax: number, compiles: boolean): Policy | null {
  const value = parseJson(text);
  const expressions: Record<string, unknown>[] = [];
  if (value === undefined || keysOf(value, expressions) !== keysIn(text)) return null;
  if (expressions.length > regexesMax) return null;
  const sources = expressions.map((one) => (isExpression(one.value) ? one.value : ''));
  for (const one of expressions) if (isExpression(one.value)) one.value = STAND_IN;
  const policy = parse(value);
  if (policy === null || (compiles && !areFine(sources))) return null;
  return expressions.length === 0 ? policy : (parseJson(text) as Policy);
}

/** Compiled only here, and only when they do not take too long together. */
function areFine(sources: readonly string[]): boolean {
  return firstTooCostly(sources) === -1 && sources.every((source) => typeof compileRegex(source) !== 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(value: unknown): Policy | null {
  try {
    const { success, data } = Policy.safeParse(value);
    return success ? data : null;
  } catch (error) {
    // More issues than a call can take as arguments.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"\s*(:)?/g;

/** Keys in a text that is JSON. */
function keysIn(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon) count += 1;
  return count;
}

/**
 * Keys in a value, fewer than in its text where one came twice; -1 where one is `__proto__`. Collects the conditions that are
 * expressions.
 */
function keysOf(value: unknown, expressions: Record<string, unknown>[]): number {
  let count = 0;
  const open = [value].filter(isObject);
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const keys = Array.isArray(one) ? [] : Object.keys(one);
    if (keys.includes('__proto__')) return -1;
    count += keys.length;
    if (isRegexCondition(one)) expressions.push(one);
    for (const child of Object.values(one)) if (isObject(child)) open.push(child);
  }
  return count;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isRegexCondition(one: object): one is Record<string, unknown> {
  return 'op' in one && one.op === 'regex' && 'value' in one && typeof one.value === 'string';
}

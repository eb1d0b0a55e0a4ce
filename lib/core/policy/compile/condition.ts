import { describeCondition } from '@/lib/core/policy/document/describe';
import { parsePath, type Step } from '@/lib/core/policy/document/path';
import type { Condition } from '@/lib/core/policy/document/schema';
import {
  type Answer,
  contains,
  endsWith,
  hostIn,
  matchesRegex,
  oneOf,
  ordered,
  pathWithin,
  type Quantifier,
  select,
  startsWith,
  type Test,
} from './match';
import { Expression } from './regex';

/**
 * A compiled condition; `text`: in words, `expression`: its pattern, `reads`: the argument it looks into, null: all of
 * them.
 */
export type CompiledCondition = {
  text: string;
  path: string;
  expression: Expression | null;
  reads: string | null;
  judge: (args: Record<string, unknown>) => Answer;
};

/**
 * Makes one condition ready. `quantifier` says what `[*]` means: `every` in require, `some` elsewhere. Linear in the length
 * of the condition; its expression is compiled by the first call that needs it. Throws for a condition that `readPolicy`
 * refuses. Judging never throws; it is linear in what the path reaches.
 */
export function compileCondition(condition: Condition, quantifier: Quantifier): CompiledCondition {
  const steps = parsePath(condition.path) ?? impossible(condition.path);
  const shown = { text: describeCondition(condition), path: condition.path, reads: readBy(steps) };
  if (condition.op === 'exists') {
    return { ...shown, expression: null, judge: presence(condition.value ?? true, steps, quantifier) };
  }
  if (condition.op !== 'regex') {
    return { ...shown, expression: null, judge: value(testOf(condition), steps, quantifier) };
  }
  const expression = new Expression(condition.value);
  return { ...shown, expression, judge: value(matchesRegex(expression), steps, quantifier) };
}

/** Twins are searched for among all keys, but once for all conditions. */
function readBy([first]: readonly Step[]): string | null {
  return first?.kind === 'key' ? first.key : null;
}

function value(test: Test, steps: Step[], quantifier: Quantifier) {
  return (args: Record<string, unknown>) => select(args, steps, 0, test, quantifier);
}

const present: Test = () => 'true';

/** De Morgan: not every element is X = some element is not X. So an absence swaps the quantifier of a presence. */
function presence(wanted: boolean, steps: Step[], quantifier: Quantifier) {
  const asked = wanted ? quantifier : quantifier === 'every' ? 'some' : 'every';
  return (args: Record<string, unknown>): Answer => {
    const found = select(args, steps, 0, present, asked);
    if (found === 'unclear') return found;
    return (found === 'true') === wanted ? 'true' : 'false';
  };
}

function testOf(condition: Exclude<Condition, { op: 'exists' | 'regex' }>): Test {
  switch (condition.op) {
    case 'eq':
      return oneOf([condition.value], false);
    case 'neq':
      return oneOf([condition.value], true);
    case 'in':
      return oneOf(condition.value, false);
    case 'not_in':
      return oneOf(condition.value, true);
    case 'lt':
      return ordered(condition.value, (sign) => sign < 0);
    case 'lte':
      return ordered(condition.value, (sign) => sign <= 0);
    case 'gt':
      return ordered(condition.value, (sign) => sign > 0);
    case 'gte':
      return ordered(condition.value, (sign) => sign >= 0);
    case 'contains':
      return contains(condition.value);
    case 'starts_with':
      return startsWith(condition.value);
    case 'ends_with':
      return endsWith(condition.value);
    case 'path_within':
      return pathWithin([condition.value].flat());
    case 'host_in':
      return hostIn([condition.value].flat());
  }
}

/** Unreachable: `readPolicy` refuses such a document. */
function impossible(what: string): never {
  throw new Error(`This policy was not read by readPolicy: ${what}`);
}

import { compileCondition } from '@/lib/core/policy/compile/condition';
import { type Argument, argumentsOf } from '@/lib/core/policy/document/arguments';
import { describeCondition } from '@/lib/core/policy/document/describe';
import { parsePath } from '@/lib/core/policy/document/path';
import type { Condition, Policy } from '@/lib/core/policy/document/schema';
import { isAnchored } from './anchors';
import { type Finding, type LintTool, pointerIn, type Section, sectionsOf, withRules } from './finding';

const lists = ['require', 'deny_if', 'approve_if'] as const;
type List = (typeof lists)[number];
type Place = { policy: Policy; section: Section; list: List; rule: number; at: number; condition: Condition };

/** Conditions that cannot mean what they say, by their text or by the input schema of the tool. */
export function lintConditions(policy: Policy, tools: readonly LintTool[]): Finding[] {
  const schemas = new Map(tools.map((tool) => [tool.name, byName(argumentsOf(tool.inputSchema))]));
  return places(policy).flatMap((place) => {
    const { section } = place;
    const known = section.name === null ? null : (schemas.get(section.name) ?? null);
    const argument = known && argumentAt(place.condition, known);
    return [emptyList(place), unanchored(place), impossible(place, argument), optional(place, known, argument)].filter(
      (finding) => finding !== null,
    );
  });
}

type Known = Map<string, Argument>;

function byName(found: Argument[] | null): Known | null {
  return found && new Map(found.map((one) => [one.name, one]));
}

function places(policy: Policy): Place[] {
  return sectionsOf(policy).flatMap((section) =>
    lists.flatMap((list) =>
      (section.rules[list] ?? []).flatMap((rule, index) =>
        rule.conditions.map((condition, at) => ({ policy, section, list, rule: index, at, condition })),
      ),
    ),
  );
}

function pointer(place: Place, key: string): string {
  return pointerIn(place.section, place.list, place.rule, 'conditions', place.at, key);
}

function emptyList(place: Place): Finding | null {
  const { condition } = place;
  if ((condition.op !== 'in' && condition.op !== 'not_in') || condition.value.length > 0) return null;
  const message = `The list is empty, so ${condition.path} can ${condition.op === 'in' ? 'never' : 'always'} satisfy it.`;
  return { level: 'error', code: 'empty-list', pointer: pointer(place, 'value'), message };
}

function unanchored(place: Place): Finding | null {
  const { condition, list } = place;
  if (list !== 'require' || condition.op !== 'regex' || isAnchored(condition.value)) return null;
  return {
    level: 'warning',
    code: 'unanchored-regex',
    pointer: pointer(place, 'value'),
    message: 'This expression may match anywhere in the text; ^ and $ make it match the whole of it.',
    fix: () => withCondition(place, { ...condition, value: `^(?:${condition.value})$` }),
  };
}

function withCondition({ policy, section, list, rule, at }: Place, condition: Condition): Policy {
  const rules = (section.rules[list] ?? []).map((one, index) => {
    if (index !== rule) return one;
    return { ...one, conditions: one.conditions.map((other, other_at) => (other_at === at ? condition : other)) };
  });
  return withRules(policy, section, { ...section.rules, [list]: rules });
}

/** The argument that a path of one key, or one key and `[*]`, reaches. */
function argumentAt(condition: Condition, known: Known): Argument | null {
  const [first, second, ...rest] = parsePath(condition.path) ?? [];
  if (first?.kind !== 'key' || rest.length > 0) return null;
  const argument = known.get(first.key) ?? null;
  if (!second) return argument;
  return second.kind === 'each' ? (argument?.items ?? null) : null;
}

/** A value of each type of JSON Schema. */
const samples = new Map<string, unknown>([
  ['string', ''],
  ['number', 0],
  ['integer', 0],
  ['boolean', true],
  ['array', []],
  ['object', {}],
]);

/** Runs the evaluator itself on what the schema allows: all values of an enum, else one value of the type. */
function impossible(place: Place, argument: Argument | null): Finding | null {
  const { condition } = place;
  if (!argument || condition.op === 'exists' || canMatch(condition, argument)) return null;
  const allowed = argument.values ? `one of ${JSON.stringify(argument.values)}` : `of type ${argument.type}`;
  return {
    level: 'warning',
    code: 'never-matches',
    pointer: pointer(place, 'value'),
    message: `This can never match: the tool's schema says that ${argument.name} is ${allowed}, and the rule asks whether ${describeCondition(condition)}.`,
  };
}

function canMatch(condition: Condition, { values, type }: Argument): boolean {
  if (values) {
    const { judge } = compileCondition({ ...condition, path: 'args.x' }, 'every');
    return values.some((x) => judge({ x }) === 'true');
  }
  const sample = samples.get(type ?? '');
  return sample === undefined || compares(condition, sample);
}

/** Whether a value of this type can be compared at all; an unreadable URL or path is still a text. */
function compares(condition: Condition, sample: unknown): boolean {
  if (condition.op === 'path_within' || condition.op === 'host_in') return typeof sample === 'string';
  if (condition.op === 'contains' && Array.isArray(sample)) return true;
  return compileCondition({ ...condition, path: 'args.x' }, 'every').judge({ x: sample }) !== 'unclear';
}

function optional(place: Place, known: Known | null, argument: Argument | null): Finding | null {
  const { condition, list } = place;
  if (list !== 'deny_if' || !known || condition.op === 'exists') return null;
  const steps = parsePath(condition.path) ?? [];
  if (argument ? argument.required && argument.type !== null : steps.length > 2) return null;
  if (argument && steps.length > 1) return null;
  const why = argument?.required ? 'the schema does not type it' : 'a call may leave it out';
  return {
    level: 'warning',
    code: 'deny-optional',
    pointer: pointer(place, 'path'),
    message: `deny_if does not fire when ${condition.path} is absent, and ${why}. A require rule refuses in that case.`,
  };
}

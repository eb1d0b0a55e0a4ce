import type { Call } from '@/lib/core/policy/decide/decide';
import type { Condition, DenyRule, Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { matches } from './reference-globs.test-data';
import { memberOf } from './reference-keys.test-data';

// The specification read naively: no compiling, no sharing with the engine, clarity before speed. Values are the JSON of
// ordinary calls; hostile text is the business of the cases and of hostile.perf.test.ts.

type Verdict = 'yes' | 'no' | 'unclear';
type Json = unknown;
type Counted = { counter: string; scope: string; windowMs: number; max: number; amount: number };
type Expected = { outcome: 'allow' | 'deny' | 'hold'; rule: string; counted: Counted[] };

const MISSING = Symbol('missing');
const BROKEN = Symbol('broken');

export function referenceDecide(policy: Policy, call: Call): Expected {
  const deny = (rule: string): Expected => ({ outcome: 'deny', rule, counted: [] });
  if ((policy.hide ?? []).some((pattern) => matches(pattern, call.tool))) return deny('(hidden)');
  const entry = entryFor(policy, call.tool);
  if (entry === null && policy.default === 'deny') return deny('(default deny)');
  const own = entry === null ? {} : (policy.tools?.[entry] ?? {});
  const both: Both = [
    ['/all_tools', policy.all_tools ?? {}, 'all_tools'],
    [`/tools/${escaped(entry ?? '')}`, own, entry ?? ''],
  ];
  const refused = refusalOf(both, call);
  if (refused !== null) return deny(refused);
  const hold = holdOf(both, call);
  if (hold !== null) return { outcome: 'hold', rule: hold, counted: [] };
  const counted = countedBy(both, call);
  return typeof counted === 'string' ? deny(counted) : { outcome: 'allow', rule: '', counted };
}

type Both = [place: string, rules: ToolRules, name: string][];

function refusalOf(both: Both, call: Call): string | null {
  const closed = both.find(([, rules]) => rules.action === 'deny');
  if (closed) return `${closed[0]}/action`;
  return (
    firstOf(both, 'require', (rule) => all(rule, call, true) !== 'yes') ??
    firstOf(both, 'deny_if', (rule) => all(rule, call, false) !== 'no')
  );
}

function holdOf(both: Both, call: Call): string | null {
  if (call.approved) return null;
  const held = both.find(([, rules]) => rules.action === 'require_approval');
  if (held) return `${held[0]}/action`;
  return firstOf(both, 'approve_if', (rule) => all(rule, call, false) !== 'no');
}

type Named = 'require' | 'deny_if' | 'approve_if';

function firstOf(both: Both, list: Named, decides: (rule: Pick<DenyRule, 'conditions'>) => boolean): string | null {
  for (const [place, rules] of both) {
    const at = (rules[list] ?? []).findIndex(decides);
    if (at !== -1) return `${place}/${list}/${at}`;
  }
  return null;
}

function entryFor(policy: Policy, tool: string): string | null {
  const names = Object.keys(policy.tools ?? {});
  if (names.includes(tool) && !tool.includes('*')) return tool;
  const globs = names.filter((name) => name.includes('*') && matches(name, tool));
  globs.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return globs[0] ?? null;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function all(rule: Pick<DenyRule, 'conditions'>, call: Call, every: boolean): Verdict {
  const verdicts = rule.conditions.map((condition) => judge(condition, call.args, every));
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unclear') ? 'unclear' : 'yes';
}

/** Spreads `[*]` into the list of places that it means, nested as the lists are. */
function judge(condition: Condition, args: Json, every: boolean): Verdict {
  const steps = condition.path.slice('args'.length).match(/\.[\w-]+|\[[^\]]*\]/g) ?? [];
  return walk(args, steps, condition, every);
}

function walk(value: Json, steps: string[], condition: Condition, every: boolean): Verdict {
  const [step, ...rest] = steps;
  if (step === undefined) return compare(condition, value);
  if (value === null) return compare(condition, MISSING);
  if (step !== '[*]') {
    const part = partOf(value, step);
    if (part === BROKEN) return 'unclear';
    return part === MISSING ? compare(condition, MISSING) : walk(part, rest, condition, every);
  }
  return walkEach(value, rest, condition, every);
}

function walkEach(value: Json, rest: string[], condition: Condition, every: boolean): Verdict {
  if (!Array.isArray(value)) return 'unclear';
  if (value.length === 0) return compare(condition, MISSING);
  const verdicts = value.map((element) => walk(element, rest, condition, every));
  const decisive = every ? 'no' : 'yes';
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes('unclear') ? 'unclear' : every ? 'yes' : 'no';
}

function partOf(value: Json, step: string): Json {
  if (typeof value !== 'object' || value === null) return BROKEN;
  if (!/^\[\d/.test(step)) return Array.isArray(value) ? BROKEN : memberOf(value, keyOf(step), BROKEN, MISSING);
  if (!Array.isArray(value)) return BROKEN;
  const index = Number(step.slice(1, -1));
  return index < value.length ? value[index] : MISSING;
}

const keyOf = (step: string) => (step.startsWith('.') ? step.slice(1) : String(JSON.parse(step.slice(1, -1))));

/** A server in C reads what precedes the NUL. */
const isCutText = (value: Json) => typeof value === 'string' && value.includes('\0');

const sure = (holds: boolean): Verdict => (holds ? 'yes' : 'no');

function compare(condition: Condition, value: Json): Verdict {
  if (condition.op === 'exists') return sure((value !== MISSING) === (condition.value ?? true));
  if (value === MISSING) return 'no';
  switch (condition.op) {
    case 'eq':
      return equalsOne([condition.value], value);
    case 'neq':
      return not(equalsOne([condition.value], value));
    case 'in':
      return equalsOne(condition.value, value);
    case 'not_in':
      return not(equalsOne(condition.value, value));
    case 'contains':
      return containsIn(condition.value, value);
    default:
      return compareTyped(condition, value);
  }
}

function not(verdict: Verdict): Verdict {
  return verdict === 'unclear' ? verdict : verdict === 'yes' ? 'no' : 'yes';
}

function equalsOne(operands: (string | number | boolean | null)[], value: Json): Verdict {
  if (operands.some((operand) => operand === value)) return 'yes';
  const typed = operands.filter((operand) => operand !== null);
  if (typed.length === 0) return 'no';
  if (isCutText(value)) return 'unclear';
  return typed.some((operand) => typeof operand === typeof value) ? 'no' : 'unclear';
}

function containsIn(operand: string | number | boolean | null, value: Json): Verdict {
  if (Array.isArray(value)) {
    const verdicts = value.map((element) => equalsOne([operand], element));
    return verdicts.includes('yes') ? 'yes' : verdicts.includes('unclear') ? 'unclear' : 'no';
  }
  if (isCutText(value)) return 'unclear';
  return typeof value === 'string' && typeof operand === 'string' ? sure(value.includes(operand)) : 'unclear';
}

type Typed = Exclude<Condition, { op: 'exists' | 'eq' | 'neq' | 'in' | 'not_in' | 'contains' }>;

function compareTyped(condition: Typed, value: Json): Verdict {
  if (condition.op === 'lt' || condition.op === 'lte' || condition.op === 'gt' || condition.op === 'gte') {
    return compareOrder(condition.op, condition.value, value);
  }
  if (typeof value !== 'string' || isCutText(value)) return 'unclear';
  if (condition.op === 'regex') return sure(new RegExp(condition.value).test(value));
  if (condition.op === 'starts_with') return sure(value.slice(0, condition.value.length) === condition.value);
  if (condition.op === 'ends_with') return sure(value.endsWith(condition.value));
  const operands = [condition.value].flat().map(String);
  return condition.op === 'path_within' ? within(operands, value) : onHost(operands, value);
}

function compareOrder(op: 'lt' | 'lte' | 'gt' | 'gte', operand: number | string, value: Json): Verdict {
  if (typeof value !== typeof operand || isCutText(value)) return 'unclear';
  const [a, b] = [value as number, operand as number];
  if (op === 'lt') return sure(a < b);
  if (op === 'lte') return sure(a <= b);
  return op === 'gt' ? sure(a > b) : sure(a >= b);
}

function within(folders: string[], value: string): Verdict {
  const path = resolve(value);
  if (path === null || /^[a-z][a-z0-9+.-]*:/i.test(value)) return 'unclear';
  const verdicts = folders.map((folder): Verdict => {
    const base = resolve(folder);
    if (base === null || base.startsWith('/') !== path.startsWith('/')) return 'unclear';
    return sure(base === '/' || base === '' || path === base || path.startsWith(`${base}/`));
  });
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unclear') ? 'unclear' : 'no';
}

function resolve(path: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (path === '' || /^~|[\\\0-\x1f]/.test(path)) return null;
  const root = path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/').filter((one) => one !== '' && one !== '.')) {
    if (part === '..' && kept.length === 0 && root === '') return null;
    if (part === '..') kept.pop();
    else kept.push(part);
  }
  return root + kept.join('/');
}

function onHost(patterns: string[], value: string): Verdict {
  const found = /^https?:\/\/((?:[a-z0-9-]+\.)*[a-z]+)(?::\d{1,4})?(?:\/.*)?$/i.exec(value)?.[1]?.toLowerCase();
  if (found === undefined) return 'unclear';
  return sure(patterns.some((one) => (one.startsWith('*.') ? found.endsWith(one.slice(1)) : found === one)));
}

const seconds: Record<string, number> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

function countedBy(both: Both, call: Call): Counted[] | string {
  const counted = new Map<string, Counted & { rule: string }>();
  for (const [place, rules, name] of both) {
    const limits: [string, Limit][] = (rules.limits ?? []).map((limit, i) => [`${place}/limits/${i}`, limit]);
    if (rules.rate_limit) {
      limits.push([`${place}/rate_limit`, { counter: `${name}_rate`, scope: 'session', ...rules.rate_limit }]);
    }
    for (const [rule, limit] of limits) addLimit(counted, rule, limit, call);
  }
  const bad = [...counted.values()].find((one) => !(one.amount >= 0));
  return bad ? bad.rule : [...counted.values()].map(({ rule: _, ...one }) => one);
}

function addLimit(counted: Map<string, Counted & { rule: string }>, rule: string, limit: Limit, call: Call): void {
  const windowMs = 1_000 * (typeof limit.window === 'number' ? limit.window : (seconds[limit.window] ?? 0));
  const { counter, scope = 'grant', max, increment_from: from } = limit;
  const key = [counter, scope, windowMs, from].join('|');
  const amount = from === undefined ? 1 : amountAt(from, call.args);
  const other = counted.get(key);
  if (!other || max < other.max) counted.set(key, { rule, counter, scope, windowMs, max, amount });
}

function amountAt(path: string, args: Json): number {
  let value = args;
  for (const step of path.slice('args'.length).match(/\.[\w-]+|\[[^\]]*\]/g) ?? []) value = partOf(value, step);
  return typeof value === 'number' ? value : Number.NaN;
}

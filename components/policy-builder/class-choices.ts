import { sameJson } from '@/lib/core/policy/diff/structure';
import {
  type ClassName,
  type ClassRules,
  classes,
  type Policy,
  PromptRules,
  ResourceRules,
} from '@/lib/core/policy/document/schema';

// What the builder does to `resources` and `prompts`. A class that says nothing but "open" is left out of the document:
// that is what it means to be absent.

const absent: ClassRules = { default: 'allow' };

export function classOf(policy: Policy, name: ClassName): ClassRules {
  return policy[name] ?? absent;
}

export function setClass(policy: Policy, name: ClassName, rules: ClassRules): Policy {
  if (sameJson(rules, classOf(policy, name))) return policy;
  const { [name]: _, ...rest } = policy;
  if (sameJson(rules, absent)) return rest;
  return policy[name] ? { ...policy, [name]: rules } : { ...rest, [name]: rules };
}

/** The classes that a policy does not speak of are closed; what it says itself stays. */
export function closeClasses(policy: Policy): Policy {
  const closed = silentClasses(policy).map((name) => [name, { default: 'deny' as const }]);
  return { ...policy, ...Object.fromEntries(closed) };
}

export function silentClasses(policy: Policy): ClassName[] {
  return classes.filter((name) => policy[name] === undefined);
}

/** One pattern a line; empty lines are none. */
export function patternsIn(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Rules with other patterns in one list; a list without any is left out. */
export function withPatterns(rules: ClassRules, key: 'allow' | 'deny', patterns: string[]): ClassRules {
  const { [key]: _, ...rest } = rules;
  return patterns.length > 0 ? { ...rules, [key]: patterns } : rest;
}

/** Why a policy cannot have these rules, as a sentence that names the line of what was typed; null where it can. */
export function problemOf(name: ClassName, rules: ClassRules, typed?: string): string | null {
  const read = (name === 'resources' ? ResourceRules : PromptRules).safeParse(rules);
  const issue = read.error?.issues[0];
  if (!issue) return null;
  const [key, at] = issue.path;
  const line = typeof at === 'number' ? `Line ${lineOf(at, typed)}` : `The list ${String(key)}`;
  return `${line} ${issue.code === 'too_big' ? 'is too long' : issue.message}.`;
}

/** Counted from 1, with the empty lines that are no patterns. */
function lineOf(at: number, typed: string | undefined): number {
  const filled = typed?.split('\n').flatMap((line, index) => (line === '' ? [] : [index]));
  return (filled?.[at] ?? at) + 1;
}

import { type ClassName, type ClassRules, classes, type Policy } from '@/lib/core/policy/document/schema';
import { classOf, patternsIn, problemOf, withPatterns } from './class-choices';

// What is typed into the pattern fields of resources and prompts. Text that is not valid is no part of the policy, so it
// is kept beside the policy until it is.

export type PatternList = 'allow' | 'deny';

/** What was typed last, and the patterns that the policy had then, as JSON: another edit of the policy ends it. */
export type Typed = { text: string; about: string };

/** By `fieldOf`. */
export type TypedPatterns = ReadonlyMap<string, Typed>;

const titles = { resources: 'Resources', prompts: 'Prompts' } as const;
const labels = { allow: 'Allow', deny: 'Deny, even if allowed' } as const;
const lists = Object.keys(labels) as PatternList[];

export const titleOf = (name: ClassName): string => titles[name];
export const labelOf = (list: PatternList): string => labels[list];
export const fieldOf = (name: ClassName, list: PatternList): string => `${titles[name]}: ${labels[list]}`;

/** The text of a field, and why the policy cannot have it; null where it can. */
export function readField(name: ClassName, list: PatternList, rules: ClassRules, typed: Typed | undefined) {
  const patterns = rules[list] ?? [];
  const text = typed?.about === JSON.stringify(patterns) ? typed.text : patterns.join('\n');
  return { text, problem: problemOf(name, withPatterns(rules, list, patternsIn(text)), text) };
}

/** What a field holds once `text` was typed, and the rules of the class then; null where they stay as they are. */
export function typeInto(name: ClassName, list: PatternList, rules: ClassRules, text: string) {
  const changed = withPatterns(rules, list, patternsIn(text));
  const isValid = problemOf(name, changed) === null;
  const about = JSON.stringify((isValid ? changed : rules)[list] ?? []);
  return { typed: { text, about }, changed: isValid ? changed : null };
}

/** The fields whose text is no part of the policy, since it is not valid. */
export function unfinishedIn(policy: Policy, typed: TypedPatterns): TypedPatterns {
  const fields = classes.flatMap((name) => lists.map((list) => ({ name, list, field: fieldOf(name, list) })));
  return new Map(
    fields.flatMap(({ name, list, field }) => {
      const one = typed.get(field);
      return one && readField(name, list, classOf(policy, name), one).problem !== null ? [[field, one] as const] : [];
    }),
  );
}

import type { Category } from './lexicon';
import { type ObjectRule, objectRules } from './lists/objects';

const rulesByVerb: ReadonlyMap<string, ObjectRule[]> = new Map(Object.entries(objectRules));

export function objectRule(verb: string, nouns: readonly string[], place: 'name' | 'sentence'): Category | undefined {
  for (const rule of rulesByVerb.get(verb) ?? []) {
    if (rule.inName && place !== 'name') continue;
    if (applies(rule, nouns)) return rule.category;
    if (rule.otherwise) return rule.otherwise;
  }
  return undefined;
}

function applies({ objects, unless, atEnd, beforeTo }: ObjectRule, nouns: readonly string[]): boolean {
  if (unless && nouns.some((noun) => unless.has(noun))) return false;
  const to = beforeTo ? nouns.indexOf('to') : -1;
  const where = atEnd ? nouns.slice(-1) : to < 0 ? nouns : nouns.slice(0, to);
  return where.some((noun) => objects.has(noun));
}

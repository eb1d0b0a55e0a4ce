import { readingsOf } from '@/lib/core/policy/compile/uri-readings';
import { globMatcher } from '@/lib/core/policy/document/names';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import { type ClassName, type ClassRules, classes, type Policy } from '@/lib/core/policy/document/schema';
import { comparable } from '@/lib/core/policy/document/text';
import type { Finding } from './finding';

type Key = 'allow' | 'deny';

/** Patterns of `resources` and `prompts` that decide nothing, or more than they seem to. */
export function lintClasses(policy: Policy): Finding[] {
  return classes.flatMap((name) => {
    const rules = policy[name];
    if (!rules) return [];
    return [
      ...openBeside(policy, name, rules),
      ...(['allow', 'deny'] as const).flatMap((key) => lintList(policy, name, rules, key)),
    ];
  });
}

function openBeside(policy: Policy, name: ClassName, rules: ClassRules): Finding[] {
  if (policy.default === 'allow' || rules.default === 'deny' || rules.deny?.length) return [];
  const message = `Tools are closed by default and ${name} are not: agents can have every one.`;
  const fix = () => ({ ...policy, [name]: { ...rules, default: 'deny' as const } });
  return [{ level: 'suggestion', code: 'class-open', pointer: pointerTo([name, 'default']), message, fix }];
}

function lintList(policy: Policy, name: ClassName, rules: ClassRules, key: Key): Finding[] {
  return (rules[key] ?? []).flatMap((pattern, at): Finding[] => {
    const pointer = pointerTo([name, key, at]);
    const kept = () => (rules[key] ?? []).filter((_, index) => index !== at);
    const fix = () => ({ ...policy, [name]: { ...rules, [key]: kept() } });
    if (decidedByDefault(rules, key)) {
      const message = `This decides nothing: the default ${key === 'allow' ? 'allows' : 'denies'} it already.`;
      return [{ level: 'warning', code: 'redundant', pointer, message, fix }];
    }
    const never = neverMatters(name, rules, key, at);
    if (never) return [{ level: 'warning', code: 'shadowed', pointer, message: never, fix }];
    const wide = name === 'resources' && key === 'allow' ? wideHost(pattern) : null;
    return wide ? [{ level: 'warning', code: 'too-wide', pointer, message: wide }] : [];
  });
}

/** Why a pattern decides nothing; null where it may. */
function neverMatters(name: ClassName, rules: ClassRules, key: Key, at: number): string | null {
  const pattern = rules[key]?.[at] ?? '';
  const refused = coveredBy(rules.deny, pattern, key === 'deny' ? at : null);
  if (refused !== -1)
    return `This pattern has no effect: ${pointerTo([name, 'deny', refused])} matches all it matches.`;
  const opened = key === 'allow' ? coveredBy(rules.allow, pattern, at) : -1;
  if (opened !== -1) return `This pattern has no effect: ${pointerTo([name, 'allow', opened])} matches all it matches.`;
  if (name === 'prompts' || readingsOf(pattern.replaceAll('*', 'x')) !== null) return null;
  return 'This pattern has no effect: programs may read such a URI in different ways, so it is always refused.';
}

function decidedByDefault(rules: ClassRules, key: Key): boolean {
  return rules.default === key && (key === 'allow' || !rules.allow?.length);
}

/** Which of some patterns names all that this one names, -1 where none does; of two that name the same the first stays. */
function coveredBy(patterns: readonly string[] = [], pattern: string, self: number | null): number {
  return patterns.findIndex((one, at) => {
    if (at === self || !covers(one, pattern)) return false;
    return self === null || at < self || !covers(pattern, one);
  });
}

/** Whether every text that `inner` matches is matched by `outer`: a star of the one can only meet a star of the other. */
function covers(outer: string, inner: string): boolean {
  return globMatcher(comparable(outer) ?? outer)(comparable(inner) ?? inner);
}

const WEB = /^(?:https?|wss?):\/\/([^/]*)/;

/** A star in a host stands for slashes too. */
function wideHost(pattern: string): string | null {
  const host = WEB.exec(pattern)?.[1];
  if (!host?.includes('*') || host === '*') return null;
  return `A star in a host stands for slashes too, so ${JSON.stringify(pattern)} also names URIs on other hosts. Name each host.`;
}

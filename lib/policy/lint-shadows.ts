import { describeConditions } from './describe';
import { type Finding, pointerIn, type Section, sectionsOf, withRules } from './finding';
import { globMatches, indexNames } from './names';
import { pointerTo } from './pointer';
import type { Policy, ToolRules } from './schema';

const lists = ['require', 'deny_if', 'approve_if'] as const;

/** Rules that an earlier one always decides before. */
export function lintShadows(policy: Policy): Finding[] {
  const isHidden = indexNames((policy.hide ?? []).map((name) => [name, true] as const));
  const sections = sectionsOf(policy);
  const everything = sections.find((section) => section.name === null && alwaysRefuses(section));
  return sections.flatMap((section) => {
    if (section.name !== null && isHidden(section.name)) return [hiddenEntry(policy, section.name)];
    if (section.name !== null && everything) return [shadowed(policy, section, section.place, 'all_tools')];
    return [...behindRefusal(policy, section), ...twice(policy, section)];
  });
}

function alwaysRefuses({ rules }: Section): boolean {
  return rules.action === 'deny' || (rules.deny_if ?? []).some((rule) => rule.conditions.length === 0);
}

/** A glob in `tools` may still meet tools that the entries of `hide` do not; it counts as hidden when matched itself. */
function hiddenEntry(policy: Policy, name: string): Finding {
  const by = (policy.hide ?? []).findIndex((pattern) => pattern === name || globMatches(pattern, name));
  const tools = Object.fromEntries(Object.entries(policy.tools ?? {}).filter(([other]) => other !== name));
  return {
    level: 'warning',
    code: 'shadowed',
    pointer: pointerTo(['tools', name]),
    message: `${name} is hidden by ${pointerTo(['hide', by])}, so these rules never apply.`,
    fix: { ...policy, tools },
  };
}

function shadowed(policy: Policy, section: Section, place: (string | number)[], by: string): Finding {
  const keep = keepOnlyRefusal(section.rules);
  return {
    level: 'warning',
    code: 'shadowed',
    pointer: pointerTo(place),
    message: `This never decides: ${by} refuses every call before.`,
    ...(keep ? { fix: withRules(policy, section, keep) } : {}),
  };
}

function keepOnlyRefusal({ action, reason }: ToolRules): ToolRules | null {
  return action === 'deny' ? { action, ...(reason === undefined ? {} : { reason }) } : null;
}

function behindRefusal(policy: Policy, section: Section): Finding[] {
  const { rules } = section;
  if (rules.action === 'deny') {
    const first = ([...lists, 'limits', 'rate_limit'] as const).find((key) => rules[key] !== undefined);
    return first ? [shadowed(policy, section, [...section.place, first], pointerIn(section, 'action'))] : [];
  }
  const always = rules.deny_if?.findIndex((rule) => rule.conditions.length === 0) ?? -1;
  if (always === -1) return [];
  const by = pointerIn(section, 'deny_if', always);
  const later = (rules.deny_if ?? []).slice(always + 1).map((_, at) => ['deny_if', always + 1 + at]);
  const after = (['approve_if', 'limits', 'rate_limit'] as const).filter((key) => rules[key] !== undefined);
  return [...later, ...after.map((key) => [key])].map((keys) =>
    shadowed(policy, section, [...section.place, ...keys], by),
  );
}

/** A rule that an earlier one of its list repeats. */
function twice(policy: Policy, section: Section): Finding[] {
  return lists.flatMap((list) => {
    const seen = new Map<string, number>();
    return (section.rules[list] ?? []).flatMap((rule, at) => {
      const key = JSON.stringify(rule.conditions.toSorted(byText));
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, at);
        return [];
      }
      const kept = { ...section.rules, [list]: (section.rules[list] ?? []).filter((_, index) => index !== at) };
      const finding: Finding = {
        level: 'warning',
        code: 'shadowed',
        pointer: pointerIn(section, list, at),
        message: `${pointerIn(section, list, earlier)} already decides when ${describeConditions(rule.conditions)}.`,
        fix: withRules(policy, section, kept),
      };
      return [finding];
    });
  });
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

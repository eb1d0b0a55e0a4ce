import { describeConditions } from '@/lib/core/policy/document/describe';
import { indexNames } from '@/lib/core/policy/document/names';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import type { Policy } from '@/lib/core/policy/document/schema';
import { type Finding, pointerIn, type Section, sectionsOf, withRules } from './finding';

const lists = ['require', 'deny_if', 'approve_if'] as const;
const everyList = [...lists, 'limits', 'rate_limit'] as const;

/** Rules that an earlier one always decides before. */
export function lintShadows(policy: Policy): Finding[] {
  const hidden = indexNames((policy.hide ?? []).map((name, at) => [name, at] as const).reverse());
  const sections = sectionsOf(policy);
  const everything = sections.find((section) => section.name === null && alwaysRefuses(section));
  return sections.flatMap((section) => {
    const by = section.name === null ? null : hidden(section.name);
    if (section.name !== null && by) return [hiddenEntry(policy, section.name, by.value)];
    if (section.name !== null && everything) return [shadowed(pointerIn(section), 'all_tools')];
    return [...behindRefusal(policy, section), ...twice(policy, section)];
  });
}

function alwaysRefuses({ rules }: Section): boolean {
  return rules.action === 'deny' || (rules.deny_if ?? []).some((rule) => rule.conditions.length === 0);
}

/** A glob in `tools` may still meet tools that the entries of `hide` do not; it counts as hidden when matched itself. */
function hiddenEntry(policy: Policy, name: string, by: number): Finding {
  const others = () => Object.entries(policy.tools ?? {}).filter(([other]) => other !== name);
  return {
    level: 'warning',
    code: 'shadowed',
    pointer: pointerTo(['tools', name]),
    message: `${name} is hidden by ${pointerTo(['hide', by])}, so these rules never apply.`,
    fix: () => ({ ...policy, tools: Object.fromEntries(others()) }),
  };
}

function shadowed(pointer: string, by: string): Finding {
  return {
    level: 'warning',
    code: 'shadowed',
    pointer,
    message: `This has no effect: ${by} already refuses every call.`,
  };
}

function behindRefusal(policy: Policy, section: Section): Finding[] {
  const { action, reason, ...rest } = section.rules;
  if (action === 'deny') {
    const first = everyList.find((key) => rest[key] !== undefined);
    const fix = () => withRules(policy, section, reason === undefined ? { action } : { action, reason });
    return first ? [{ ...shadowed(pointerIn(section, first), pointerIn(section, 'action')), fix }] : [];
  }
  const always = rest.deny_if?.findIndex((rule) => rule.conditions.length === 0) ?? -1;
  if (always === -1) return [];
  const later = (rest.deny_if ?? []).slice(always + 1).map((_, at) => pointerIn(section, 'deny_if', always + 1 + at));
  const after = everyList.slice(2).filter((key) => rest[key] !== undefined);
  const pointers = [...later, ...after.map((key) => pointerIn(section, key))];
  return pointers.map((pointer) => shadowed(pointer, pointerIn(section, 'deny_if', always)));
}

/** A rule that an earlier one of its list repeats. */
function twice(policy: Policy, section: Section): Finding[] {
  return lists.flatMap((list) => {
    const seen = new Map<string, number>();
    return (section.rules[list] ?? []).flatMap((rule, at) => {
      const key = rule.conditions
        .map((condition) => JSON.stringify(condition))
        .sort()
        .join();
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, at);
        return [];
      }
      const kept = () => (section.rules[list] ?? []).filter((_, index) => index !== at);
      const finding: Finding = {
        level: 'warning',
        code: 'shadowed',
        pointer: pointerIn(section, list, at),
        message: `${pointerIn(section, list, earlier)} already decides when ${describeConditions(rule.conditions)}.`,
        fix: () => withRules(policy, section, { ...section.rules, [list]: kept() }),
      };
      return [finding];
    });
  });
}

import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { isListed } from '@/lib/core/policy/decide/decide';
import { globMatcher, indexNames, isGlob, type NameIndex } from '@/lib/core/policy/document/names';
import { parsePath } from '@/lib/core/policy/document/path';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { recommendRules } from '@/lib/core/policy/recommend/recommend';
import { type Finding, type LintTool, withRules } from './finding';
import { nearestName } from './nearest';

/** Unknown names for which the nearest is looked for: a document that has more is for another server. */
const NEAREST_MAX = 100;

const dangerous = ['Destructive', 'Financial', 'Execute'];

/** Where the document and the tools of the server do not fit. */
export function lintTools(policy: Policy, tools: readonly LintTool[] | undefined): Finding[] {
  const everything = (policy.hide ?? []).indexOf('*');
  if (!tools) return everything === -1 ? [] : [hidesAll(everything)];
  const entries = indexNames(Object.entries(policy.tools ?? {}));
  const isHidden = indexNames((policy.hide ?? []).map((name) => [name, true] as const));
  const seen = tools.filter((tool) => !isHidden(tool.name));
  return [
    ...unknownNames(policy, tools),
    ...leftOpen(policy, tools, entries),
    ...(tools.length > 0 && seen.length === 0 ? [hidesAll(everything)] : []),
    ...seen.flatMap((tool) => suggestions(policy, tool, entries(tool.name)?.name ?? null)),
  ];
}

function hidesAll(at: number): Finding {
  const message = 'Every tool is hidden: agents see an empty server.';
  return { level: 'warning', code: 'hides-all', pointer: pointerTo(['hide', Math.max(at, 0)]), message };
}

function unknownNames(policy: Policy, tools: readonly LintTool[]): Finding[] {
  const names = tools.map((tool) => tool.name);
  const exact = new Set(names);
  const isKnown = (name: string) => (isGlob(name) ? names.some(globMatcher(name)) : exact.has(name));
  const inTools = Object.keys(policy.tools ?? {}).map((name) => ({
    name,
    place: ['tools', name] as (string | number)[],
  }));
  const inHide = (policy.hide ?? []).map((name, at) => ({ name, place: ['hide', at] as (string | number)[] }));
  return [...inTools, ...inHide]
    .filter(({ name }) => !isKnown(name))
    .map(({ name, place }, at) => {
      const near = isGlob(name) || at >= NEAREST_MAX ? null : nearestName(name, names);
      const finding: Finding = {
        level: 'warning',
        code: 'unknown-tool',
        pointer: pointerTo(place),
        message: `The server has no tool ${name}.${near ? ` Did you mean ${near}?` : ''}`,
      };
      return near ? { ...finding, fix: () => rename(policy, place, name, near) } : finding;
    });
}

function rename(policy: Policy, place: (string | number)[], from: string, to: string): Policy {
  if (place[0] === 'hide') return { ...policy, hide: (policy.hide ?? []).map((name) => (name === from ? to : name)) };
  const entries = Object.entries(policy.tools ?? {}).filter(([name]) => name !== to);
  return { ...policy, tools: Object.fromEntries(entries.map(([name, rules]) => [name === from ? to : name, rules])) };
}

/** `default: allow`, or a pattern without rules, lets these through with no rule of their own. */
function leftOpen(policy: Policy, tools: readonly LintTool[], entries: NameIndex<ToolRules>): Finding[] {
  const compiled = compilePolicy(policy);
  const byOpener = new Map<string, LintTool[]>();
  for (const tool of tools) {
    const opener = openerOf(tool.name, entries);
    if (opener === null || !dangerous.includes(tool.category ?? '') || !isListed(compiled, tool.name)) continue;
    const others = byOpener.get(opener);
    if (others) others.push(tool);
    else byOpener.set(opener, [tool]);
  }
  return [...byOpener].map(([opener, open]) => {
    const names = open.map((tool) => `${tool.name} (${tool.category})`).join(', ');
    const closing = () =>
      open.map((tool) => [tool.name, recommendRules({ category: 'Other', ...tool }).rules] as const);
    const fix = () => ({ ...policy, tools: { ...policy.tools, ...Object.fromEntries(closing()) } });
    const message = `${opener || 'default allow'} leaves these open without a rule: ${names}.`;
    const pointer = opener ? pointerTo(['tools', opener]) : '/default';
    return { level: 'warning', code: 'risky-open', pointer, message, fix };
  });
}

/** The pattern without rules that lets a tool through, or '' for the default; null where rules or its own name do. */
function openerOf(tool: string, entries: NameIndex<ToolRules>): string | null {
  const entry = entries(tool);
  if (!entry) return '';
  return isGlob(entry.name) && !hasRules(entry.value) ? entry.name : null;
}

function hasRules({ action = 'allow', rate_limit, require, deny_if, approve_if, limits }: ToolRules): boolean {
  if (action !== 'allow' || rate_limit) return true;
  return [require, deny_if, approve_if, limits].some((list) => list?.length);
}

/** `entry`: what applies to the tool; null where nothing names it and only the default opens it. */
function suggestions(policy: Policy, tool: LintTool, entry: string | null): Finding[] {
  // Execute is warned of where default allow leaves it open.
  if (entry === null) return policy.default === 'allow' && tool.category === 'Write' ? noLimit(policy, tool, {}) : [];
  const rules = policy.tools?.[entry];
  if (!rules || rules.action === 'deny') return [];
  return [...noLimit(policy, tool, rules, entry), ...mixedValues(policy, tool, entry, rules)];
}

function noLimit(policy: Policy, tool: LintTool, rules: ToolRules, entry?: string): Finding[] {
  const limited =
    rules.limits?.length || rules.rate_limit || policy.all_tools?.limits?.length || policy.all_tools?.rate_limit;
  if (limited || (tool.category !== 'Write' && tool.category !== 'Execute')) return [];
  const { limits } = recommendRules({ name: tool.name, category: tool.category }).rules;
  return [
    {
      level: 'suggestion',
      code: 'no-limit',
      pointer: entry === undefined ? '/default' : pointerTo(['tools', entry]),
      message: `${tool.name} (${tool.category}) has no limit: one agent in a loop can call it without end.`,
      fix: () => withRules(policy, { name: entry ?? tool.name }, { ...rules, limits }),
    },
  ];
}

/** Offers one rule on the values, where no rule looks at the argument that selects the operation. */
function mixedValues(policy: Policy, tool: LintTool, entry: string, rules: ToolRules): Finding[] {
  const { perValue, category } = tool;
  if (!perValue || !category || looksAt(rules, perValue.parameter)) return [];
  const recommended = recommendRules({ name: tool.name, category, perValue }).rules;
  const require = [...(rules.require ?? []), ...(recommended.require ?? [])];
  const approve_if = [...(rules.approve_if ?? []), ...(recommended.approve_if ?? [])];
  if (recommended.action === 'deny' || (!recommended.require && !recommended.approve_if)) return [];
  const kinds = perValue.values.map((one) => `${one.value} is ${one.category}`).join(', ');
  const held = recommended.action === 'require_approval';
  const fixed = {
    ...rules,
    ...(held ? { action: recommended.action } : {}),
    ...(require.length > 0 ? { require } : {}),
    ...(approve_if.length > 0 ? { approve_if } : {}),
  };
  return [
    {
      level: 'suggestion',
      code: 'mixed-values',
      pointer: pointerTo(['tools', entry]),
      message: `${perValue.parameter} selects operations of different risk (${kinds}); a rule on its values keeps the risky ones apart.`,
      fix: () => withRules(policy, { name: entry }, fixed),
    },
  ];
}

function looksAt(rules: ToolRules, parameter: string): boolean {
  const all = [...(rules.require ?? []), ...(rules.deny_if ?? []), ...(rules.approve_if ?? [])];
  return all.some((rule) =>
    rule.conditions.some((condition) => {
      const [first] = parsePath(condition.path) ?? [];
      return first?.kind === 'key' && first.key === parameter;
    }),
  );
}

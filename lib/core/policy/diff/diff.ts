import { indexNames, isGlob, type NameIndex } from '@/lib/core/policy/document/names';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { type Category, severity } from '@/lib/core/policy/recommend/recommend';
import { compareClasses } from './classes';
import { compareRules, within } from './rules';
import { type Entry, structuralDiff } from './structure';

/** `wider`: more calls can pass than before; `narrower`: fewer; `changed`: neither can be said. */
export type Sentence = { kind: 'wider' | 'narrower' | 'changed'; text: string };

export type PolicyDiff = { entries: Entry[]; sentences: Sentence[] };

/** `category` puts the riskiest first and lets tools that change alike be counted. */
type DiffTool = { name: string; category?: Category };

/** What differs, as entries of the document and as sentences for people; `tools` adds names that neither spells out. */
export function diffPolicies(before: Policy, after: Policy, tools: readonly DiffTool[] = []): PolicyDiff {
  const old = view(before);
  const fresh = view(after);
  const names = byRisk(new Set([...namesIn(before), ...namesIn(after), ...tools.map((tool) => tool.name)]), tools);
  const isUnnamed = (name: string) => old(name).unnamed && fresh(name).unnamed && !isGlob(name);
  const unnamed = before.default === after.default ? [] : names.filter(isUnnamed);
  const grouped = unnamed.length >= GROUPED_MIN ? new Set(unnamed) : new Set<string>();
  const sentences = [
    ...defaults(before, after),
    ...(grouped.size > 0 ? [groupOf(grouped, tools, after.default)] : []),
    ...compareRules('Every tool', before.all_tools ?? {}, after.all_tools ?? {}),
    ...names.filter((name) => !grouped.has(name)).flatMap((name) => compareTool(name, old(name), fresh(name))),
    ...compareClasses(before, after),
  ];
  return { entries: structuralDiff(before, after), sentences };
}

/** From this many tools that only the default opens or closes, they are counted instead of told one by one. */
const GROUPED_MIN = 4;

function byRisk(names: ReadonlySet<string>, tools: readonly DiffTool[]): string[] {
  const ranks = new Map(tools.map(({ name, category }) => [name, category ? severity.indexOf(category) : NO_RANK]));
  const rank = (name: string) => ranks.get(name) ?? NO_RANK;
  return [...names].sort((left, right) => rank(left) - rank(right));
}

const NO_RANK = severity.length;

function groupOf(names: ReadonlySet<string>, tools: readonly DiffTool[], now: Policy['default']): Sentence {
  const counts = severity.map((category) => {
    const count = tools.filter((tool) => tool.category === category && names.has(tool.name)).length;
    return count > 0 ? `${count} ${category}` : '';
  });
  const opens = now === 'allow';
  const told = counts.filter(Boolean).join(', ');
  const text = `${names.size} unnamed tools ${opens ? 'open' : 'close'}${told && `: ${told}`}.`;
  return { kind: opens ? 'wider' : 'narrower', text };
}

/** `unnamed`: only the default says it. */
type Access = { unnamed: boolean } & ({ closed: true } | { closed: false; rules: ToolRules });
type View = (name: string) => Access;

function view(policy: Policy): View {
  const isHidden = indexNames((policy.hide ?? []).map((name) => [name, true] as const));
  const entries: NameIndex<ToolRules> = indexNames(Object.entries(policy.tools ?? {}));
  return (name) => {
    // A pattern that is no entry is one for the names that it stands for: those of a longer one that covers it.
    const rules = (isGlob(name) ? ownEntry(policy, name) : undefined) ?? entries(name)?.value;
    const hidden = isHidden(name) !== null;
    const unnamed = !hidden && !rules;
    if (hidden || (!rules && policy.default === 'deny')) return { unnamed, closed: true };
    return { unnamed, closed: false, rules: rules ?? {} };
  };
}

function ownEntry(policy: Policy, name: string): ToolRules | undefined {
  return policy.tools && Object.hasOwn(policy.tools, name) ? policy.tools[name] : undefined;
}

function namesIn(policy: Policy): string[] {
  return [...(policy.hide ?? []), ...Object.keys(policy.tools ?? {})];
}

function defaults(before: Policy, after: Policy): Sentence[] {
  if (before.default === after.default) return [];
  return after.default === 'allow'
    ? [{ kind: 'wider', text: 'Tools that the policy does not name can now be called.' }]
    : [{ kind: 'narrower', text: 'Tools that the policy does not name are now closed.' }];
}

function compareTool(name: string, before: Access, after: Access): Sentence[] {
  const called = isGlob(name) ? `Any tool named ${name}` : name;
  if (before.closed) return after.closed ? [] : [opened(called, after.rules)];
  if (after.closed) return [closed(called, before.rules)];
  return compareRules(called, before.rules, after.rules);
}

function opened(called: string, rules: ToolRules): Sentence {
  if (rules.action === 'deny') return { kind: 'changed', text: `${called} is now listed; every call is refused.` };
  const how = rules.action === 'require_approval' ? '; every call waits for approval' : within(rules);
  return { kind: 'wider', text: `${called} can now be called${how}.` };
}

function closed(called: string, rules: ToolRules): Sentence {
  return rules.action === 'deny'
    ? { kind: 'changed', text: `${called} is no longer listed; every call was refused before.` }
    : { kind: 'narrower', text: `${called} can no longer be called.` };
}

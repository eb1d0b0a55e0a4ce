import { compareRules } from './diff-rules';
import { type Entry, structuralDiff } from './diff-structure';
import { indexNames, isGlob, type NameIndex } from './names';
import type { Policy, ToolRules } from './schema';

/** `wider`: more calls can pass than before; `narrower`: fewer; `changed`: neither can be said. */
export type Sentence = { kind: 'wider' | 'narrower' | 'changed'; text: string };

export type PolicyDiff = { entries: Entry[]; sentences: Sentence[] };

/** What differs, as entries of the document and as sentences for people; `tools` adds names that neither spells out. */
export function diffPolicies(before: Policy, after: Policy, tools: readonly { name: string }[] = []): PolicyDiff {
  const old = view(before);
  const fresh = view(after);
  const names = new Set([...namesIn(before), ...namesIn(after), ...tools.map((tool) => tool.name)]);
  const sentences = [
    ...defaults(before, after),
    ...compareRules('any tool', before.all_tools ?? {}, after.all_tools ?? {}),
    ...[...names].flatMap((name) => compareTool(name, old(name), fresh(name))),
  ];
  return { entries: structuralDiff(before, after), sentences };
}

type Access = { closed: true } | { closed: false; rules: ToolRules };
type View = (name: string) => Access;

function view(policy: Policy): View {
  const isHidden = indexNames((policy.hide ?? []).map((name) => [name, true] as const));
  const entries: NameIndex<ToolRules> = indexNames(Object.entries(policy.tools ?? {}));
  return (name) => {
    const rules = isGlob(name) ? ownEntry(policy, name) : entries(name)?.value;
    if (isHidden(name) || (!rules && policy.default === 'deny')) return { closed: true };
    return { closed: false, rules: rules ?? {} };
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
  const called = isGlob(name) ? `Tools named ${name}` : name;
  if (before.closed && after.closed) return [];
  if (before.closed) return [{ kind: 'wider', text: `${called} can now be called, within its rules.` }];
  if (after.closed) return [{ kind: 'narrower', text: `${called} can no longer be called.` }];
  return compareRules(called, before.rules, after.rules);
}

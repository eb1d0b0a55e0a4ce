import { pointerTo } from '@/lib/core/policy/document/pointer';
import type { Policy, ToolRules } from '@/lib/core/policy/document/schema';
import type { RecommendInput } from '@/lib/core/policy/recommend/recommend';

/** What the linter says: an error keeps a policy from being published. */
export type Finding = {
  level: 'error' | 'warning' | 'suggestion';
  code: string;
  pointer: string;
  message: string;
  /** The whole document, mended. Made when asked for: a thousand findings would be a thousand copies. */
  fix?: () => Policy;
};

/** What is known of a tool; all but its name may be missing. */
export type LintTool = { name: string } & Partial<Omit<RecommendInput, 'name'>>;

/** A ToolRules of the document: `all_tools` (no name) or one entry of `tools`. */
export type Section = { place: string[]; name: string | null; rules: ToolRules };

export function sectionsOf(policy: Policy): Section[] {
  const shared = policy.all_tools ? [{ place: ['all_tools'], name: null, rules: policy.all_tools }] : [];
  const named = Object.entries(policy.tools ?? {}).map(([name, rules]) => ({ place: ['tools', name], name, rules }));
  return [...shared, ...named];
}

export function pointerIn(section: Section, ...keys: (string | number)[]): string {
  return pointerTo([...section.place, ...keys]);
}

/** The document with other rules in one section. */
export function withRules(policy: Policy, section: Pick<Section, 'name'>, rules: ToolRules): Policy {
  if (section.name === null) return { ...policy, all_tools: rules };
  return { ...policy, tools: Object.fromEntries([...Object.entries(policy.tools ?? {}), [section.name, rules]]) };
}

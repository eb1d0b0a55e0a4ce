import { isNameable } from '@/lib/core/policy/document/nameable';
import { globMatches, isGlob } from '@/lib/core/policy/document/names';
import type { Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { recommendRules } from '@/lib/core/policy/recommend/recommend';
import type { BuilderTool } from './builder-tool';

// What the controls of the builder do to a policy, each a function from a policy to a policy. A choice replaces the
// tool's entry by exactly the rules it documents; nothing else of the policy changes.

export const choices = ['allow', 'limit', 'approve', 'deny', 'hide'] as const;
export type Choice = (typeof choices)[number];

export const choiceWords: Record<Choice, string> = {
  allow: 'Allow',
  limit: 'Limit',
  approve: 'Approve',
  deny: 'Deny',
  hide: 'Hide',
};

/** The rules a choice writes; `hide` has none, its place is the list of hidden names. */
export function rulesOf(choice: Exclude<Choice, 'hide'>, tool: string): ToolRules {
  if (choice === 'deny') return { action: 'deny' };
  if (choice === 'approve') return { action: 'require_approval' };
  return choice === 'limit' ? { limits: [defaultLimit(tool)] } : {};
}

export function defaultLimit(tool: string): Limit {
  return { counter: `${tool}_rate`, window: 'minute', max: 30, scope: 'grant' };
}

/** Tools that no policy can name exactly, and tools that a pattern hides, keep what they have. */
export function choose(policy: Policy, tools: readonly string[], choice: Choice): Policy {
  const edit = edited(policy);
  for (const tool of tools.filter(isNameable)) {
    if (choice === 'hide') edit.hide(tool);
    else edit.rule(tool, rulesOf(choice, tool));
  }
  return edit.done();
}

/** Takes the tool out of the document, so that a pattern or the default says what happens. */
export function unname(policy: Policy, tools: readonly string[]): Policy {
  const edit = edited(policy);
  for (const tool of tools) edit.forget(tool);
  return edit.done();
}

export function setLimit(policy: Policy, tool: string, limit: Limit): Policy {
  const edit = edited(policy);
  const { rate_limit: _, ...rules } = ownRules(policy, tool);
  edit.rule(tool, { ...rules, limits: [limit] });
  return edit.done();
}

/** What the agent is told when `action` refuses or holds; an empty text takes it out. */
export function setReason(policy: Policy, tool: string, reason: string): Policy {
  const edit = edited(policy);
  const { reason: _, ...rules } = ownRules(policy, tool);
  edit.rule(tool, reason === '' ? rules : { ...rules, reason });
  return edit.done();
}

export function setDefault(policy: Policy, value: Policy['default']): Policy {
  return { ...policy, default: value };
}

/** These tools by their recommended rules; the default, patterns, `all_tools` and other names stay. */
export function recommend(policy: Policy, tools: readonly BuilderTool[]): Policy {
  const edit = edited(policy);
  for (const tool of tools.filter(({ name }) => isNameable(name))) {
    const recommended = recommendRules(tool);
    if (recommended.hide) edit.hide(tool.name);
    else edit.rule(tool.name, recommended.rules);
  }
  return edit.done();
}

/** Puts the names of the tools that a pattern hides in its place, so that each can be chosen by itself. */
export function spellOut(policy: Policy, pattern: string, tools: readonly string[]): Policy {
  const named = new Set(policy.hide);
  const names = tools.filter((tool) => isNameable(tool) && globMatches(pattern, tool) && !named.has(tool));
  return { ...policy, hide: (policy.hide ?? []).flatMap((entry) => (entry === pattern ? names : [entry])) };
}

/** One copy for many edits; a policy of 1,000 tools is edited as a whole in milliseconds. */
function edited(policy: Policy) {
  const hidden = new Set(policy.hide);
  const patterns = [...hidden].filter(isGlob);
  const tools = new Map(Object.entries(policy.tools ?? {}));
  const isCovered = (tool: string) => patterns.some((pattern) => globMatches(pattern, tool));
  return {
    hide(tool: string) {
      tools.delete(tool);
      if (!isCovered(tool)) hidden.add(tool);
    },
    rule(tool: string, rules: ToolRules) {
      if (isCovered(tool)) return;
      hidden.delete(tool);
      tools.set(tool, rules);
    },
    forget(tool: string) {
      hidden.delete(tool);
      tools.delete(tool);
    },
    done(): Policy {
      const { hide, all_tools, tools: before, resources, prompts, ...head } = policy;
      const keepsHide = hidden.size > 0 || hide?.length === 0;
      const keepsTools = tools.size > 0 || (before && Object.keys(before).length === 0);
      return {
        ...head,
        ...(keepsHide && { hide: sameNames(hide, hidden) ? hide : [...hidden] }),
        ...(all_tools && { all_tools }),
        ...(keepsTools && { tools: Object.fromEntries(tools) }),
        ...(resources && { resources }),
        ...(prompts && { prompts }),
      };
    },
  };
}

function ownRules({ tools }: Policy, tool: string): ToolRules {
  return (tools && Object.hasOwn(tools, tool) && tools[tool]) || {};
}

/** A list that says a name twice stays as it is until a name comes or goes. */
function sameNames(list: readonly string[] | undefined, names: ReadonlySet<string>): boolean {
  return list !== undefined && new Set(list).size === names.size && list.every((name) => names.has(name));
}

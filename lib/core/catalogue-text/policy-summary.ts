import type { Condition, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import { count, listOf } from './wording';

/** What a recommended policy does to how many of a server's tools, as a clause without its subject. */
export function policySummary({ hide = [], tools = {}, resources, prompts }: Policy): string {
  const rules = Object.values(tools);
  const held = rules.filter(({ action }) => action === 'require_approval').length;
  const limited = rules.filter((one) => one.action !== 'require_approval' && one.limits).length;
  const bounded = rules.filter((one) => conditionsOf(one.require ?? []).some(({ op }) => op !== 'in')).length;
  const partly = rules.filter(({ require = [] }) => conditionsOf(require).some(({ op }) => op === 'in')).length;
  const open = rules.filter((one) => isOpen(one) && !one.require).length;
  const parts = [
    hide.length > 0 ? `hides ${count(hide.length, 'tool')}` : '',
    partly > 0 ? `lets only listed operations of ${count(partly, 'tool')} through` : '',
    held > 0 ? `holds every call to ${count(held, 'tool')} for a person` : '',
    limited > 0 ? `limits how often ${count(limited, 'tool')} may be called` : '',
    bounded > 0 ? `bounds the arguments of ${count(bounded, 'tool')}` : '',
    open > 0 ? `allows ${count(open, 'tool')} without a limit` : '',
  ].filter(Boolean);
  if (parts.length === 0) parts.push('closes every tool');
  const closed = resources?.default === 'deny' && prompts?.default === 'deny';
  return listOf(closed ? [...parts, 'closes resources and prompts'] : parts);
}

function isOpen({ action, limits }: ToolRules): boolean {
  return action !== 'require_approval' && !limits;
}

function conditionsOf(rules: readonly { conditions: readonly Condition[] }[]): Condition[] {
  return rules.flatMap(({ conditions }) => conditions);
}

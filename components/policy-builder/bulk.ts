import { sameJson } from '@/lib/core/policy/diff/structure';
import { isNameable } from '@/lib/core/policy/document/nameable';
import type { Policy } from '@/lib/core/policy/document/schema';
import { recommendRules } from '@/lib/core/policy/recommend/recommend';
import type { BuilderTool } from './builder-tool';
import { type Choice, choiceWords } from './choices';
import { type Standing, standingsOf } from './standing';

// What an edit of many tools does and leaves alone, told to the person before they publish it.

/** Tools that nothing but the default decides, and those whose own rule or pattern says other than is recommended. */
export function recommendation(policy: Policy, tools: readonly BuilderTool[]) {
  const standingOf = standingsOf(policy);
  const choosable = tools.filter(({ name }) => standingOf(name).choosable);
  const open = choosable.filter(({ name }) => standingOf(name).from === 'default');
  const kept = choosable.filter(
    (tool) => standingOf(tool.name).from !== 'default' && !isRecommended(policy, tool, standingOf(tool.name)),
  );
  return { open, kept };
}

function isRecommended(policy: Policy, tool: BuilderTool, standing: Standing): boolean {
  const { hide, rules } = recommendRules(tool);
  if (hide || standing.choice === 'hide') return hide && standing.choice === 'hide';
  return standing.from === 'tool' && sameJson(policy.tools?.[tool.name], rules);
}

export function sayRecommended(filled: number, kept: number, closed: readonly string[]): string {
  const left = kept > 0 ? `kept ${counted(kept, 'rule')} of yours` : '';
  const shut = closed.length > 0 ? `closed ${closed.join(' and ')}` : '';
  const done = [filled > 0 && `filled ${counted(filled, 'tool')}`, shut].filter(Boolean).join('; ');
  if (!done) return left ? `Nothing to fill; ${left}.` : 'Every tool already has its recommended rule.';
  return `${done[0]?.toUpperCase()}${[done.slice(1), left].filter(Boolean).join('; ')}.`;
}

/** What "Set all" comes to: a pattern that hides, or a name that no policy can spell, is stronger than a choice. */
export function saySetAll(policy: Policy, names: readonly string[], choice: Choice): string {
  const standingOf = standingsOf(policy);
  const hiders = new Map<string, number>();
  let unspelt = 0;
  for (const name of names) {
    const { choosable, pattern } = standingOf(name);
    if (choosable) continue;
    if (pattern === undefined || !isNameable(name)) unspelt++;
    else hiders.set(pattern, (hiders.get(pattern) ?? 0) + 1);
  }
  const hidden = [...hiders.values()].reduce((sum, count) => sum + count, 0);
  return `${[
    `${names.length - hidden - unspelt} set to ${choiceWords[choice]}`,
    ...[...hiders].map(([pattern, count]) => `${count} ${count === 1 ? 'stays' : 'stay'} hidden by ${pattern}`),
    ...(unspelt > 0 ? [`${unspelt} unchanged: no policy can contain the name`] : []),
  ].join('; ')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

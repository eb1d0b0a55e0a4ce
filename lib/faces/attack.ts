import type { Attack } from '@/lib/attacks/attack';
import { attacks, findAttack } from '@/lib/attacks/attacks';
import { replay } from '@/lib/attacks/replay';
import { notFound } from '@/lib/errors';
import { writePolicy } from '@/lib/policy/write-json';
import { attackItem } from './items';
import { blocks, bullets, code, fenced, inline, link, table } from './markdown';
import type { AttackList, AttackResource } from './resources';

export function readAttack(slug: string, origin: string): AttackResource {
  const attack = findAttack(slug);
  if (!attack) throw notFound('attack');
  return attackResource(attack, origin);
}

export function listAttacks(origin: string): AttackList {
  return { url: `${origin}/attacks`, attacks: attacks.map((attack) => attackItem(attack, origin)) };
}

function attackResource(attack: Attack, origin: string): AttackResource {
  const { steps, exposed, policy, effect, remains, signals, sources } = attack;
  return {
    ...attackItem(attack, origin),
    steps: [...steps],
    exposed,
    policy,
    policyText: writePolicy(policy),
    effect,
    remains: [...remains],
    log: replay(attack).map(({ at, times, outcome, rule, message, call: { tool, args, says } }) => ({
      at,
      times,
      tool,
      args,
      outcome,
      rule,
      message,
      says,
    })),
    signals: [...signals],
    sources: sources.map(({ title, by, url }) => ({ title, by, url })),
  };
}

export function attackMarkdown(attack: AttackResource): string {
  const { title, summary, severity, steps, exposed, effect, remains, log, signals, sources } = attack;
  return blocks(
    `# ${inline(title)}`,
    inline(summary),
    `**${severity}** where nothing stands in its way.`,
    '## How it works',
    steps.map((step, index) => `${index + 1}. ${inline(step)}`).join('\n'),
    '## Which tools',
    inline(exposed),
    '## A policy against it',
    fenced(attack.policyText, 'json'),
    inline(effect),
    '## The story in the call log',
    table(
      ['After', 'Call', 'Decision', 'Rule', 'What it is'],
      log.map(({ at, times, tool, args, outcome, rule, says }) => [
        `${at} s`,
        `${code(`${tool} ${JSON.stringify(args)}`)}${times > 1 ? ` × ${times}` : ''}`,
        outcome,
        rule && code(rule),
        inline(says),
      ]),
    ),
    '## What remains',
    bullets(remains.map(inline)),
    '## What to look for',
    bullets(signals.map(inline)),
    '## Sources',
    bullets(sources.map(({ title, by, url }) => `${link(title, url)}, ${inline(by)}`)),
  );
}

export function attacksMarkdown({ attacks }: AttackList): string {
  return blocks(
    '# Attacks on agents with tools',
    'How agents with MCP tools are abused or go astray, what it looks like in a call log, and a policy against it.',
    bullets(attacks.map(({ url, title, summary }) => `${link(title, `${url}.md`)}: ${inline(summary)}`)),
  );
}

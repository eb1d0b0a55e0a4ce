import type { AttackList, AttackResource } from '@/lib/edges/api/resources';
import { blocks, bullets, code, fenced, inline, link, table } from './markdown';

export function attackMarkdown(attack: AttackResource): string {
  const { title, summary, severity, steps, exposed, effect, remains, log, signals, sources } = attack;
  return blocks(
    `# ${inline(title)}`,
    inline(summary),
    `**${severity}** without a policy.`,
    '## How it works',
    steps.map((step, index) => `${index + 1}. ${inline(step)}`).join('\n'),
    '## Which tools',
    inline(exposed),
    '## A policy against it',
    fenced(attack.policyText, 'json'),
    inline(effect),
    '## The scenario in the call log',
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
    'How agents with MCP tools are abused or misbehave, what that looks like in a call log, and a policy against it.',
    bullets(attacks.map(({ url, title, summary }) => `${link(title, `${url}.md`)}: ${inline(summary)}`)),
  );
}

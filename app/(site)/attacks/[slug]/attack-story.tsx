import { Badge, OutcomeBadge } from '@/components/ui/badge';
import type { Attack } from '@/lib/catalogue/attack';
import { compilePolicy } from '@/lib/policy/compile';
import { decide } from '@/lib/policy/decide';

/** The calls of the story, each with what the evaluator decides of it while the page is rendered. */
export function AttackStory({ attack }: { attack: Attack }) {
  const policy = compilePolicy(attack.policy);
  return (
    <ul className="divide-y overflow-hidden rounded-card border bg-surface">
      {attack.calls.map(({ tool, args, says }) => {
        const decision = decide(policy, { tool, args });
        const hidden = decision.outcome === 'deny' && decision.hidden;
        return (
          <li key={`${tool} ${says}`} className="grid gap-1 px-4 py-3">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <code className="min-w-0 break-all font-mono text-[0.8125rem]">
                {tool}({JSON.stringify(args)})
              </code>
              {hidden ? <Badge>Does not exist for the agent</Badge> : <OutcomeBadge outcome={decision.outcome} />}
            </span>
            <span className="text-ink-faint text-sm">
              {says}
              {decision.message && !hidden ? `: “${decision.message}”` : ''}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

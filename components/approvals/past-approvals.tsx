import { Badge, type Tone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { ShownApproval } from '@/lib/domain/approvals/schema';

const words: Record<ShownApproval['state'], { tone: Tone; word: string }> = {
  pending: { tone: 'neutral', word: 'Expired' },
  approved: { tone: 'allow', word: 'Approved, not used yet' },
  consumed: { tone: 'allow', word: 'Approved and used' },
  rejected: { tone: 'deny', word: 'Rejected' },
};

export function PastApprovals({ approvals }: { approvals: ShownApproval[] }) {
  if (approvals.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">Decided</h2>
      <Card className="overflow-hidden">
        <ul className="divide-y text-sm">
          {approvals.map(({ id, tool, grant, server, reason, state, decidedAt, expiresAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-5">
              <div className="min-w-0 flex-1 basis-52">
                <p className="break-all font-mono text-[0.8125rem]">{tool}</p>
                <p className="break-words text-ink-faint text-xs">
                  {grant}, {server}
                  {reason && `: ${reason}`}
                </p>
              </div>
              <Badge tone={words[state].tone}>{words[state].word}</Badge>
              <span className="text-ink-faint text-xs sm:w-24 sm:text-right">
                <Time at={decidedAt ?? expiresAt} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

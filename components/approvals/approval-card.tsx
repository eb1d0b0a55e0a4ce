'use client';

import { Clock } from 'lucide-react';
import type { FormAction } from '@/components/form/action-form';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { JsonCode } from '@/components/ui/json-code';
import { Time } from '@/components/ui/time';
import { ToolName } from '@/components/ui/tool-name';
import type { ShownApproval } from '@/lib/domain/approvals/schema';
import { Decision } from './decision';

type ApprovalCardProps = { approval: ShownApproval; decide?: FormAction; onDecided: () => void };

export function ApprovalCard({ approval, decide, onDecided }: ApprovalCardProps) {
  const { tool, server, grant, policy, rule, message, expiresAt } = approval;
  return (
    <Card role="article" aria-label={`${tool} for ${grant}`} className="grid min-w-0 gap-4 p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="break-all font-mono font-semibold">
            <ToolName name={tool} />
          </h2>
          <p className="text-ink-soft text-sm">
            Requested by {grant} on {server}
          </p>
        </div>
        <Badge tone="hold">
          <Clock aria-hidden className="size-3" />
          Expires <Time at={expiresAt} />
        </Badge>
      </div>
      <Arguments json={approval.arguments} />
      <p className="text-ink-soft text-sm">
        {message}{' '}
        <span className="text-ink-faint">
          Held by <code className="break-all font-mono text-xs">{rule}</code> in {policy}.
        </span>
      </p>
      {decide && <Decision id={approval.id} decide={decide} onDecided={onDecided} />}
    </Card>
  );
}

function Arguments({ json }: { json: string | null }) {
  if (json === null) {
    return (
      <p className="text-hold text-sm">The arguments cannot be shown. Reject the call unless you know what it does.</p>
    );
  }
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-control border bg-sunken p-3"
    >
      <JsonCode json={json} />
    </pre>
  );
}

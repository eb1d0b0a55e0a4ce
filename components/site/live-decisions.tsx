import { Badge, OutcomeBadge } from '@/components/ui/badge';
import { JsonCode } from '@/components/ui/json-code';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { type Call, decide } from '@/lib/core/policy/decide/decide';
import { readPolicy } from '@/lib/core/policy/document/read';

const document = `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_*"],
  "tools": {
    "search_executions": {},
    "execute_flow": {
      "deny_if": [{
        "conditions": [
          { "path": "args.env", "op": "eq", "value": "prod" }
        ],
        "on_deny": "Only people start production flows."
      }]
    },
    "refund_charge": { "action": "require_approval" }
  }
}`;

const calls: Call[] = [
  { tool: 'search_executions', args: { state: 'FAILED' } },
  { tool: 'execute_flow', args: { env: 'prod' } },
  { tool: 'refund_charge', args: { amount: 120 } },
  { tool: 'delete_flow_logs', args: { flow: 'nightly' } },
];

/** A policy and what it decides: the decisions are made by the evaluator while the page is rendered. */
export function LiveDecisions() {
  const read = readPolicy(document);
  const compiled = read.ok ? compilePolicy(read.policy) : null;
  return (
    <div className="min-w-0 overflow-hidden rounded-card border bg-surface shadow-raised">
      <div className="border-b bg-sunken px-4 py-2 font-mono text-ink-soft text-xs">policy.json</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} className="overflow-x-auto px-4 py-3 [&_code]:text-[0.6875rem] sm:[&_code]:text-[0.8125rem]">
        <JsonCode json={document} />
      </pre>
      <div className="border-y bg-sunken px-4 py-2 font-mono text-ink-soft text-xs">calls</div>
      <ul className="divide-y">
        {calls.map((call) => {
          const decision = decide(compiled, call);
          const hidden = decision.outcome === 'deny' && decision.hidden;
          return (
            <li key={call.tool} className="flex items-center justify-between gap-3 px-4 py-2.5">
              <code className="min-w-0 wrap-anywhere font-mono text-[0.8125rem]">
                {call.tool}
                <span className="text-ink-faint">({JSON.stringify(call.args)})</span>
              </code>
              {hidden ? <Badge>Hidden</Badge> : <OutcomeBadge outcome={decision.outcome} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A document of the documentation and what it decides; checked against the evaluator by policy-examples.test.ts. */
export type PolicyExample = {
  title: string;
  document: string;
  calls: (Called & { outcome: 'allow' | 'deny' | 'hold'; rule: string })[];
};

export type Called = { tool: string; args: Record<string, unknown> } | { resource: string } | { prompt: string };

export const policyExamples = {
  whole: {
    title: 'policy.json',
    document: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_*"],
  "tools": {
    "search_flows": {},
    "execute_flow": {
      "require": [
        {
          "conditions": [{ "path": "args.namespace", "op": "starts_with", "value": "dev." }],
          "on_deny": "Only flows of dev.* may be started."
        }
      ],
      "limits": [{ "counter": "execute_flow_rate", "window": "minute", "max": 10 }]
    },
    "restart_execution": { "action": "require_approval", "reason": "A person looks at restarts." },
    "kill_execution": { "action": "deny", "reason": "Ask the platform team to kill executions." }
  }
}
`,
    calls: [
      { tool: 'search_flows', args: {}, outcome: 'allow', rule: '' },
      { tool: 'execute_flow', args: { namespace: 'dev.team' }, outcome: 'allow', rule: '' },
      { tool: 'execute_flow', args: { namespace: 'prod' }, outcome: 'deny', rule: '/tools/execute_flow/require/0' },
      { tool: 'execute_flow', args: {}, outcome: 'deny', rule: '/tools/execute_flow/require/0' },
      { tool: 'restart_execution', args: {}, outcome: 'hold', rule: '/tools/restart_execution/action' },
      { tool: 'kill_execution', args: {}, outcome: 'deny', rule: '/tools/kill_execution/action' },
      { tool: 'delete_flow_logs', args: {}, outcome: 'deny', rule: '(hidden)' },
      { tool: 'create_flow', args: {}, outcome: 'deny', rule: '(default deny)' },
    ],
  },
  names: {
    title: 'The entry that applies',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "*": { "action": "deny" },
    "get_*": {},
    "get_secret": { "action": "require_approval" }
  }
}
`,
    calls: [
      { tool: 'get_flow', args: {}, outcome: 'allow', rule: '' },
      { tool: 'get_secret', args: {}, outcome: 'hold', rule: '/tools/get_secret/action' },
      { tool: 'run', args: {}, outcome: 'deny', rule: '/tools/*/action' },
    ],
  },
  requireDeny: {
    title: 'require and deny_if',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_mail": {
      "require": [
        {
          "conditions": [{ "path": "args.to[*]", "op": "ends_with", "value": "@example.com" }],
          "on_deny": "Mail goes to colleagues only."
        }
      ],
      "deny_if": [
        { "conditions": [{ "path": "args.subject", "op": "contains", "value": "password" }] }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'send_mail', args: { to: ['ann@example.com'] }, outcome: 'allow', rule: '' },
      {
        tool: 'send_mail',
        args: { to: ['ann@example.com', 'x@evil.test'] },
        outcome: 'deny',
        rule: '/tools/send_mail/require/0',
      },
      { tool: 'send_mail', args: {}, outcome: 'deny', rule: '/tools/send_mail/require/0' },
      { tool: 'send_mail', args: { to: [] }, outcome: 'deny', rule: '/tools/send_mail/require/0' },
      {
        tool: 'send_mail',
        args: { to: ['ann@example.com'], subject: 'your password' },
        outcome: 'deny',
        rule: '/tools/send_mail/deny_if/0',
      },
      {
        tool: 'send_mail',
        args: { to: ['ann@example.com'], subject: ['password'] },
        outcome: 'deny',
        rule: '/tools/send_mail/deny_if/0',
      },
    ],
  },
  approval: {
    title: 'approve_if',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "refund": {
      "approve_if": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }],
          "reason": "Refunds above 100 are approved by a person.",
          "expires_in": 3600
        }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'refund', args: { amount: 40 }, outcome: 'allow', rule: '' },
      { tool: 'refund', args: { amount: 140 }, outcome: 'hold', rule: '/tools/refund/approve_if/0' },
      { tool: 'refund', args: { amount: '40' }, outcome: 'hold', rule: '/tools/refund/approve_if/0' },
      { tool: 'refund', args: {}, outcome: 'allow', rule: '' },
    ],
  },
  classes: {
    title: 'resources and prompts',
    document: `{
  "version": "1",
  "default": "deny",
  "resources": { "default": "deny", "allow": ["file:///docs/*"], "deny": ["*.key"] },
  "prompts": { "default": "deny", "allow": ["review_*"] }
}
`,
    calls: [
      { resource: 'file:///docs/a.md', outcome: 'allow', rule: '' },
      { resource: 'file:///docs/a.key', outcome: 'deny', rule: '/resources/deny/0' },
      { resource: 'file:///docs/../etc/passwd', outcome: 'deny', rule: '(unclear URI)' },
      { resource: 'file:///etc/passwd', outcome: 'deny', rule: '/resources/default' },
      { prompt: 'review_code', outcome: 'allow', rule: '' },
      { prompt: 'deploy', outcome: 'deny', rule: '/prompts/default' },
    ],
  },
  limits: {
    title: 'limits',
    document: `{
  "version": "1",
  "default": "deny",
  "all_tools": { "limits": [{ "counter": "calls", "window": "hour", "max": 1000 }] },
  "tools": {
    "transfer": {
      "limits": [
        { "counter": "spent", "window": 86400, "max": 500, "scope": "organisation", "increment_from": "args.amount" }
      ]
    },
    "manage_kv_store": { "limits": [{ "counter": "manage_kv_store_rate", "window": "minute", "max": 10 }] }
  }
}
`,
    calls: [
      { tool: 'transfer', args: { amount: 20 }, outcome: 'allow', rule: '' },
      { tool: 'transfer', args: { amount: '20' }, outcome: 'deny', rule: '/tools/transfer/limits/0' },
      { tool: 'transfer', args: { amount: -20 }, outcome: 'deny', rule: '/tools/transfer/limits/0' },
      { tool: 'manage_kv_store', args: {}, outcome: 'allow', rule: '' },
    ],
  },
} satisfies Record<string, PolicyExample>;

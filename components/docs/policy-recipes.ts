import type { PolicyExample } from './policy-examples';

/** What people ask for first; checked against the evaluator by policy-examples.test.ts. */
export const policyRecipes = {
  namespace: {
    title: 'Deletes only within one namespace',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "list_flows": {},
    "delete_flow": {
      "require": [
        {
          "conditions": [{ "path": "args.namespace", "op": "starts_with", "value": "dev." }],
          "on_deny": "Only flows of dev.* may be deleted."
        }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'delete_flow', args: { namespace: 'dev.team' }, outcome: 'allow', rule: '' },
      { tool: 'delete_flow', args: { namespace: 'prod' }, outcome: 'deny', rule: '/tools/delete_flow/require/0' },
      { tool: 'delete_flow', args: {}, outcome: 'deny', rule: '/tools/delete_flow/require/0' },
    ],
  },
  operation: {
    title: 'The same where one tool has several operations',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "manage_kv_store": {
      "require": [
        { "conditions": [{ "path": "args.action", "op": "in", "value": ["get", "list", "delete"] }] }
      ],
      "deny_if": [
        {
          "conditions": [
            { "path": "args.action", "op": "eq", "value": "delete" },
            { "path": "args.namespace", "op": "neq", "value": "dev" }
          ],
          "on_deny": "Keys are deleted in dev only."
        },
        {
          "conditions": [
            { "path": "args.action", "op": "eq", "value": "delete" },
            { "path": "args.namespace", "op": "exists", "value": false }
          ],
          "on_deny": "Say the namespace of the key."
        }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'manage_kv_store', args: { action: 'get', namespace: 'prod' }, outcome: 'allow', rule: '' },
      { tool: 'manage_kv_store', args: { action: 'delete', namespace: 'dev' }, outcome: 'allow', rule: '' },
      {
        tool: 'manage_kv_store',
        args: { action: 'delete', namespace: 'prod' },
        outcome: 'deny',
        rule: '/tools/manage_kv_store/deny_if/0',
      },
      {
        tool: 'manage_kv_store',
        args: { action: 'delete' },
        outcome: 'deny',
        rule: '/tools/manage_kv_store/deny_if/1',
      },
      {
        tool: 'manage_kv_store',
        args: { action: 'DELETE', namespace: 'prod' },
        outcome: 'deny',
        rule: '/tools/manage_kv_store/require/0',
      },
    ],
  },
  refunds: {
    title: 'Three refunds a day, each of at most 100 €',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "refund": {
      "require": [
        {
          "conditions": [
            { "path": "args.currency", "op": "eq", "value": "EUR" },
            { "path": "args.amount", "op": "gt", "value": 0 },
            { "path": "args.amount", "op": "lte", "value": 100 }
          ],
          "on_deny": "A refund is at most 100 €."
        }
      ],
      "limits": [{ "counter": "refunds", "window": "day", "max": 3 }]
    }
  }
}
`,
    calls: [
      { tool: 'refund', args: { amount: 100, currency: 'EUR' }, outcome: 'allow', rule: '' },
      {
        tool: 'refund',
        args: { amount: 100.01, currency: 'EUR' },
        outcome: 'deny',
        rule: '/tools/refund/require/0',
      },
      { tool: 'refund', args: { amount: '50', currency: 'EUR' }, outcome: 'deny', rule: '/tools/refund/require/0' },
      { tool: 'refund', args: { amount: 50, currency: 'JPY' }, outcome: 'deny', rule: '/tools/refund/require/0' },
    ],
  },
  hosts: {
    title: 'Two hosts and no others',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "host_in", "value": ["example.com", "*.example.org"] }],
          "on_deny": "Only example.com and example.org are fetched."
        }
      ],
      "approve_if": [
        { "conditions": [{ "path": "args.url", "op": "host_in", "value": "admin.example.org" }] }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'fetch', args: { url: 'https://example.com/a' }, outcome: 'allow', rule: '' },
      {
        tool: 'fetch',
        args: { url: 'https://admin.example.org/' },
        outcome: 'hold',
        rule: '/tools/fetch/approve_if/0',
      },
      { tool: 'fetch', args: { url: 'https://evil.test/' }, outcome: 'deny', rule: '/tools/fetch/require/0' },
      {
        tool: 'fetch',
        args: { url: 'https://example.com@evil.test/' },
        outcome: 'deny',
        rule: '/tools/fetch/require/0',
      },
    ],
  },
  spellings: {
    title: 'Files below one folder only',
    document: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [
        { "conditions": [{ "path": "args.path", "op": "path_within", "value": "/srv/data" }] }
      ]
    }
  }
}
`,
    calls: [
      { tool: 'read_file', args: { path: '/srv/data/a.txt' }, outcome: 'allow', rule: '' },
      { tool: 'read_file', args: { path: '/etc/passwd' }, outcome: 'deny', rule: '/tools/read_file/require/0' },
      // Which of them a server takes for `path`, no rule can know; beside `path` the gateway refuses it unread.
      { tool: 'read_file', args: { PATH: '/etc/passwd' }, outcome: 'deny', rule: '/tools/read_file/require/0' },
      { tool: 'read_file', args: { PATH: '/srv/data/a.txt' }, outcome: 'deny', rule: '/tools/read_file/require/0' },
    ],
  },
} satisfies Record<string, PolicyExample>;

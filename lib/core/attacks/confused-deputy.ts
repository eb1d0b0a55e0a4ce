import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const confusedDeputy: Attack = {
  slug: 'confused-deputy',
  title: 'Confused deputy',
  summary:
    'A server acts with its own rights for somebody who does not have them. It cannot tell who is asking, so whoever can reach the agent borrows what the server may do.',
  severity: 'High',
  containment: 'partly',
  steps: [
    'An MCP server holds one credential for the system behind it, often a service account that may do more than any single user.',
    'An agent works for one team, customer or tenant. Its calls arrive with the server’s credential all the same.',
    'Somebody who can influence the agent, by a prompt, a shared document or another agent, names an object that is not theirs.',
    'The system behind sees its own service account and has no reason to refuse. Its audit trail names the server, not the person.',
  ],
  exposed:
    'Tools of servers that run with a service account or an administrator’s key: above all those that pay, change who has access, or write and delete records of more than one tenant.',
  exposures: [
    { categories: ['Financial'], weight: 8, because: 'it moves money with rights that are not the caller’s' },
    {
      categories: ['Write'],
      severities: ['High'],
      weight: 7,
      because: 'its change outlasts the call and is made with the server’s own rights',
    },
    { categories: ['Destructive'], weight: 5, because: 'it destroys with the server’s rights, whoever asked' },
    { categories: ['Write', 'Execute'], weight: 4, because: 'it acts with the server’s rights, whoever asked' },
  ],
  tools: [
    exampleTool('get_record', { tenant: 'string', id: 'integer' }),
    exampleTool('update_record', { tenant: 'string', id: 'integer', status: 'string' }),
    exampleTool('grant_role', { user: 'string', role: 'string' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    all_tools: {
      require: [
        {
          conditions: [{ path: 'args.tenant', op: 'eq', value: 'acme' }],
          on_deny: 'This grant works for the tenant acme only.',
        },
      ],
    },
    tools: {
      get_record: {},
      update_record: { limits: [{ counter: 'update_record_rate', window: 'minute', max: 30, scope: 'grant' }] },
    },
  },
  effect:
    'The grant gets rights of its own, narrower than the server’s credential: one tenant in every call, two tools, and a bounded number of changes. A call that leaves the tenant out is refused like one that names another.',
  calls: [
    {
      at: 0,
      tool: 'get_record',
      args: { tenant: 'acme', id: 4711 },
      outcome: 'allow',
      says: 'the agent reads a record of its own tenant',
    },
    {
      at: 6,
      tool: 'update_record',
      args: { tenant: 'acme', id: 4711, status: 'closed' },
      outcome: 'allow',
      says: 'and changes it',
    },
    {
      at: 21,
      tool: 'update_record',
      args: { tenant: 'globex', id: 12, status: 'closed' },
      outcome: 'deny',
      says: 'a note in that record tells it to change one of another tenant',
    },
    {
      at: 24,
      tool: 'update_record',
      args: { id: 12, status: 'closed' },
      outcome: 'deny',
      says: 'it tries again without the tenant',
    },
    {
      at: 31,
      tool: 'grant_role',
      args: { user: 'eve', role: 'admin' },
      outcome: 'deny',
      says: 'then wants access for somebody else',
    },
  ],
  remains: [
    'Only what stands in the arguments can be judged. A call that names the tenant acme and the record of another passes; whether the two belong together is the server’s to check.',
    'The credential behind the server stays as powerful as it is. Give each tenant a server registration with its own credential where you can.',
    'The case that the MCP documents describe, an OAuth proxy whose consent screen is skipped, happens in a browser. It involves no tool call, so the gateway does not see it.',
  ],
  signals: [
    'Refusals by a rule on tenant, account or user that come in a row from one grant.',
    'Calls of tools that the grant’s task does not need, above all those that change access.',
    'Calls under one grant at hours or in numbers that its owner cannot explain.',
  ],
  sources: [sources.mcpBestPractices, sources.mcpAuthorization, sources.mcpScope],
};

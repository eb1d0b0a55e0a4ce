import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const destructiveAutonomy: Attack = {
  slug: 'destructive-action-autonomy',
  title: 'Destructive action autonomy',
  summary:
    'An agent that was asked to tidy up, repair or retry deletes what nobody asked it to delete. No attacker is needed: the tool was there, and it removed an obstacle.',
  severity: 'Critical',
  containment: 'contained',
  steps: [
    'The agent works towards a goal and something is in its way: a migration that a table blocks, a run that keeps failing, a disk that is full.',
    'Among its tools is one that removes the obstacle. Each step towards it looks reasonable in the conversation.',
    'Where one tool combines operations, one argument such as action=delete turns access that was meant for writing into access that destroys.',
    'It does not stop at the point where a person would have asked, and often there is no way back.',
  ],
  exposed:
    'Tools that delete, drop, purge, reset or revoke, tools with an argument that selects such an operation, and tools that run code or SQL of the agent’s own choosing.',
  exposures: [
    { values: ['Destructive'], weight: 9, because: 'one value of an argument makes it destroy' },
    { categories: ['Destructive'], weight: 9, because: 'what it removes is gone before anybody is asked' },
    { categories: ['Execute'], signals: ['code', 'sql'], weight: 8, because: 'what it runs can delete anything' },
    { signals: ['sql'], weight: 7, because: 'a statement can drop as well as read' },
  ],
  tools: [
    exampleTool('list_flows', {}),
    exampleTool('delete_flow', { id: 'string' }),
    exampleTool('manage_kv_store', { action: ['get', 'list', 'set', 'delete'], key: 'string' }),
    exampleTool('truncate_logs', { before: 'string' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    hide: ['delete_*'],
    tools: {
      list_flows: {},
      manage_kv_store: {
        require: [
          {
            conditions: [{ path: 'args.action', op: 'in', value: ['get', 'list', 'set'] }],
            on_deny: 'Keys are deleted by people.',
          },
        ],
        limits: [{ counter: 'manage_kv_store_rate', window: 'minute', max: 30, scope: 'grant' }],
      },
      truncate_logs: {
        action: 'require_approval',
        reason: 'A person agrees to it, since logs that are cleared do not come back.',
      },
    },
  },
  effect:
    'A tool that only destroys is hidden, so the agent does not plan with it. One that also destroys keeps its other operations, named one by one. What must stay possible waits for a person.',
  calls: [
    { at: 0, tool: 'list_flows', args: {}, outcome: 'allow', says: 'the agent looks around' },
    {
      at: 9,
      tool: 'manage_kv_store',
      args: { action: 'get', key: 'cursor' },
      outcome: 'allow',
      says: 'and reads where the failing run stopped',
    },
    {
      at: 17,
      tool: 'delete_flow',
      args: { id: 'nightly' },
      outcome: 'deny',
      says: 'it tries to remove the flow that keeps failing',
    },
    {
      at: 23,
      tool: 'manage_kv_store',
      args: { action: 'delete', key: 'cursor' },
      outcome: 'deny',
      says: 'then the key that the flow stumbles over, through a tool that was meant for writing',
    },
    {
      at: 40,
      tool: 'truncate_logs',
      args: { before: '2026-10-01' },
      outcome: 'hold',
      says: 'and at last it wants to clear the logs of its attempts',
    },
  ],
  remains: [
    'A call that is allowed takes effect at once. Overwriting a value with set can lose as much as deleting it.',
    'A person who approves without reading approves everything. The approval shows the tool and its arguments; the judgement stays with the person.',
    'Nothing is undone. Backups and a way back are up to the system behind the tools.',
  ],
  signals: [
    'A refused or held call of a destructive tool in the middle of work that so far only read or wrote.',
    'A refusal by the rule on an action argument, of a tool that passed it until then.',
    'Rule (hidden): the agent calls a tool that it cannot see in its list, so it knows the name from elsewhere.',
  ],
  sources: [sources.excessiveAgency, sources.replitDeletion, sources.mcpTools],
};

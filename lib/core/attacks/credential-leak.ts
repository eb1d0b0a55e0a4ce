import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const credentialLeak: Attack = {
  slug: 'credential-leak-via-errors',
  title: 'Credential leak via errors',
  summary:
    'A tool that fails says too much: a connection string, a header, a stack trace with its environment. The agent reads the error like any result and repeats it where others can see it.',
  severity: 'High',
  containment: 'partly',
  steps: [
    'Something fails behind a tool, by accident or because somebody provoked it with an odd argument or a verbose switch.',
    'The server passes the error on as it came, with the password in its connection string or the token in its header.',
    'The error is now in the agent’s context, in the transcript and in what the client keeps of it.',
    'The agent quotes it in a ticket or a mail, or tries the credential elsewhere because that would solve the task.',
  ],
  exposed:
    'Tools that take credentials, tools that read secrets or settings, tools that run code or SQL and return what it printed, and every tool with a debug or verbose switch.',
  exposures: [
    { signals: ['credential'], weight: 9, because: 'it takes a credential that an error can repeat' },
    {
      categories: ['Read', 'Other'],
      severities: ['High', 'Critical'],
      weight: 8,
      because: 'its answers can hold what is secret, and so can its errors',
    },
    { signals: ['sql'], weight: 6, because: 'database errors quote statements and connections' },
    { categories: ['Execute'], signals: ['code'], weight: 5, because: 'what it runs can print its environment' },
  ],
  tools: [
    exampleTool('query_orders', { customer: 'string' }),
    exampleTool('test_connection', { name: 'string', verbose: 'boolean' }),
    exampleTool('get_environment', {}),
  ],
  policy: {
    version: '1',
    default: 'deny',
    hide: ['get_environment'],
    tools: {
      query_orders: {
        require: [
          {
            conditions: [{ path: 'args.customer', op: 'regex', value: '^C-[0-9]{1,8}$' }],
            on_deny: 'A customer is named by its number, such as C-1024.',
          },
        ],
      },
      test_connection: {
        require: [
          {
            conditions: [{ path: 'args.verbose', op: 'eq', value: false }],
            on_deny: 'Connections are tested without details.',
          },
        ],
        limits: [{ counter: 'test_connection_rate', window: 'minute', max: 3, scope: 'grant' }],
      },
    },
  },
  effect:
    'Four ways to provoke or read such an error are closed: odd arguments, the verbose switch, the tool that returns settings, and trying without end. The gateway adds its part: the credential of the registration goes to the server only; where the server refuses it or fails with an HTTP error page, the agent reads a sentence of the gateway’s own; and the call log keeps the names of arguments, no values.',
  calls: [
    {
      at: 0,
      tool: 'query_orders',
      args: { customer: 'C-1024' },
      outcome: 'allow',
      says: 'the query that the task needs',
    },
    {
      at: 4,
      tool: 'query_orders',
      args: { customer: "C-1024'" },
      outcome: 'deny',
      says: 'a stray quote that would make the database answer with its own error',
    },
    {
      at: 9,
      tool: 'test_connection',
      args: { name: 'orders', verbose: false },
      outcome: 'allow',
      says: 'the agent checks whether the connection works',
    },
    {
      at: 13,
      tool: 'test_connection',
      args: { name: 'orders', verbose: true },
      outcome: 'deny',
      says: 'and wants the details, connection string included',
    },
    { at: 20, tool: 'get_environment', args: {}, outcome: 'deny', says: 'or the environment at once' },
  ],
  remains: [
    'Answers are not searched. An error that the server returns as a tool result or a JSON-RPC error goes to the agent as it was written, with every secret in it.',
    'The policy judges what is asked. An allowed call that fails by accident returns whatever the server puts into its error.',
    'A secret that an agent has read has to be replaced. No rule takes it back.',
  ],
  signals: [
    'Refusals by rules on verbose, debug or similar switches.',
    'Repeated calls of a tool that tests or connects, up to its limit.',
    'A call that publishes text, soon after such refusals or repetitions.',
  ],
  sources: [sources.errorMessages, sources.mcpSecrets, sources.disclosure],
};

import type { Attack } from './attack';
import { exampleTool } from './example-tool';
import { sources } from './sources';

export const tokenMisredemption: Attack = {
  slug: 'token-mis-redemption',
  title: 'Token mis-redemption',
  summary:
    'A token that was issued for one server is accepted by another. Whoever receives it, a server or a tool that it was passed to, can redeem it where it was never meant to count.',
  severity: 'High',
  containment: 'partly',
  steps: [
    'A user signs in and a token is issued. It names no audience, or nobody checks the one it names.',
    'The token travels: a client sends it to a server, the server passes it on to an API, or an agent puts it into an argument.',
    'One of those who saw it presents it elsewhere, and is taken for the user.',
    'Where a tool exchanges or redeems tokens, an agent does all of this in one call.',
  ],
  exposed:
    'Tools that take a token, a sign-in code or a key as an argument, tools that exchange or issue them, and servers that pass a client’s token on.',
  exposures: [
    { signals: ['credential'], weight: 8, because: 'it takes a credential that may count elsewhere as well' },
  ],
  tools: [
    exampleTool('list_invoices', { account: 'string' }),
    exampleTool('call_api', { path: 'string', 'access_token?': 'string' }),
    exampleTool('exchange_token', { subject_token: 'string', audience: 'string' }),
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      list_invoices: {},
      call_api: {
        require: [
          {
            conditions: [
              { path: 'args.path', op: 'regex', value: '^/invoices/[0-9]{4}-[0-9]{2}$' },
              { path: 'args.access_token', op: 'exists', value: false },
            ],
            on_deny: 'The invoices of a month, and with the server’s own credential.',
          },
        ],
        limits: [{ counter: 'call_api_rate', window: 'minute', max: 10, scope: 'grant' }],
      },
      exchange_token: {
        action: 'require_approval',
        reason: 'A person agrees to each token.',
        require: [
          {
            conditions: [{ path: 'args.audience', op: 'eq', value: 'https://billing.example.com' }],
            on_deny: 'Tokens for billing.example.com only.',
          },
        ],
        limits: [{ counter: 'exchange_token_rate', window: 'hour', max: 5, scope: 'grant' }],
      },
    },
  },
  effect:
    'The tool that calls the API takes no token, and the one that exchanges tokens does it for a single audience, after a person agreed. The gateway adds its part: a grant counts for one server and is refused at every other, with the rule (wrong server) in the call log. Its token never reaches the server, which gets the credential of its registration and, of the client’s headers, only those that MCP and tracing define.',
  calls: [
    {
      at: 0,
      tool: 'list_invoices',
      args: { account: 'acme' },
      outcome: 'allow',
      says: 'the agent works with the server’s own credential',
    },
    {
      at: 5,
      tool: 'call_api',
      args: { path: '/invoices/2026-10' },
      outcome: 'allow',
      says: 'and so it does where it calls the API directly',
    },
    {
      at: 12,
      tool: 'call_api',
      args: { path: '/invoices/2026-10', access_token: 'eyJhbGciOi…' },
      outcome: 'deny',
      says: 'it tries a token that it found elsewhere',
    },
    {
      at: 18,
      tool: 'exchange_token',
      args: { subject_token: 'eyJhbGciOi…', audience: 'https://admin.example.com' },
      outcome: 'deny',
      says: 'then asks for one in exchange that the admin API would accept',
    },
    {
      at: 26,
      tool: 'exchange_token',
      args: { subject_token: 'eyJhbGciOi…', audience: 'https://billing.example.com' },
      outcome: 'hold',
      says: 'and for one with the audience that is allowed, which waits for a person',
    },
  ],
  remains: [
    'Whether the systems behind check the audience of the tokens they accept is theirs to decide. A gateway cannot add it.',
    'A token in an argument that no rule mentions, or in the middle of a text, passes.',
    'The credential of a registration goes to the address that was registered. If that server passes it on, nothing here sees it.',
  ],
  signals: [
    'Rule (wrong server), (grant revoked) or (grant expired): a grant’s token is tried where or when it does not count.',
    'Argument names such as token, code or authorization in rows of tools that need none.',
    'Held or refused exchanges for an audience that the task has nothing to do with.',
  ],
  sources: [sources.mcpBestPractices, sources.resourceIndicators, sources.tokenReuse, sources.mcpAuthentication],
};

import type { Attack } from './attack';

export const confusedDeputy: Attack = {
  slug: 'confused-deputy',
  title: 'Confused deputy',
  summary:
    'A server acts with its own rights for someone who does not have them, because it cannot tell who is asking.',
  categories: ['Write', 'Execute', 'Destructive', 'Financial'],
  how: [
    'An MCP server usually holds one credential for the system behind it, often a powerful one. Every caller acts with that credential, whatever the caller would be allowed to do alone.',
    'Whoever can make the agent call, by a prompt, a shared document or a second agent, borrows those rights. The system behind sees its own service account and has no reason to refuse.',
    'Passing a user’s token through, or accepting a token that was made for another server, moves the confusion one step further instead of ending it.',
  ],
  tools:
    'Tools of servers that run with a service account or an administrator’s key, most of all those that change, execute, delete or pay.',
  signals: [
    'Calls on objects that belong to another team, customer or tenant than the grant was made for.',
    'One grant that is used from several clients.',
    'Arguments that name a user, tenant or role and vary from call to call.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: {
      update_record: {
        require: [
          {
            conditions: [{ path: 'args.tenant', op: 'eq', value: 'acme' }],
            on_deny: 'This grant works for the tenant acme only.',
          },
        ],
        limits: [{ counter: 'update_record_rate', window: 'minute', max: 30, scope: 'grant' }],
      },
    },
  },
  contains:
    'The grant gets rights of its own, narrower than the server’s credential: one tenant, one tool, a bounded rate. It helps only for what can be told from the arguments; the credential behind the server should be narrow as well.',
  calls: [
    { tool: 'update_record', args: { tenant: 'acme', id: 1 }, outcome: 'allow', says: 'work for its own tenant' },
    { tool: 'update_record', args: { tenant: 'globex', id: 1 }, outcome: 'deny', says: 'the same for another tenant' },
    { tool: 'update_record', args: { id: 1 }, outcome: 'deny', says: 'or with the tenant left out' },
    { tool: 'grant_role', args: { user: 'eve' }, outcome: 'deny', says: 'a tool that nobody thought of' },
  ],
  sources: [
    {
      name: 'Model Context Protocol specification: Security Best Practices (confused deputy, token passthrough)',
      url: 'https://modelcontextprotocol.io/specification/2025-06-18/basic/security_best_practices',
    },
    {
      name: 'CWE-441: Unintended Proxy or Intermediary (“Confused Deputy”)',
      url: 'https://cwe.mitre.org/data/definitions/441.html',
    },
    { name: 'Norm Hardy, “The Confused Deputy”, ACM SIGOPS Operating Systems Review (1988)' },
  ],
};

export const toolPoisoning: Attack = {
  slug: 'tool-poisoning',
  title: 'Tool poisoning and rug pulls',
  summary: 'A tool’s description gives orders to the agent that reads it, on the first day or after an update.',
  categories: ['Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other'],
  how: [
    'A client puts the description of every tool in front of the model, and the model follows it as it follows its user. A description can say that a file must be read first, or that another server’s tool must be used in a certain way. The tool itself never has to be called.',
    'People approve a tool once, by its name. The server may send another description tomorrow, or add a tool that nobody has seen: that is the rug pull.',
    'Hints that call a tool read-only come from the same publisher and prove nothing.',
  ],
  tools:
    'Every tool of a server whose code or hosting you do not control; harmless-looking reading tools are the usual carrier.',
  signals: [
    'A definition that differs from the one that was pinned when the server was registered.',
    'A tool that was not there at registration.',
    'A description that speaks about other tools, about files, or about what the user must not be told.',
  ],
  policy: {
    version: '1',
    default: 'deny',
    tools: { get_weather: { rate_limit: { max: 10, window: 60 } } },
  },
  contains:
    'With default deny, a tool that appears later is neither listed nor callable until someone names it; the gateway also keeps the definitions as they were at registration and marks every change for review. A description that was poisoned from the start is still read by the agent: what it can reach is all the policy bounds.',
  calls: [
    { tool: 'get_weather', args: { city: 'Bern' }, outcome: 'allow', says: 'the tool that was reviewed' },
    { tool: 'get_weather_v2', args: { city: 'Bern' }, outcome: 'deny', says: 'the one that came with an update' },
    { tool: 'read_file', args: { path: '~/.ssh/id_ed25519' }, outcome: 'deny', says: 'what a description asks for' },
  ],
  sources: [
    {
      name: 'Invariant Labs, “MCP Security Notification: Tool Poisoning Attacks” (2025)',
      url: 'https://invariantlabs.ai/blog/mcp-security-notification-tool-poisoning-attacks',
    },
    {
      name: 'OWASP Top 10 for LLM Applications, LLM03: Supply Chain',
    },
  ],
};

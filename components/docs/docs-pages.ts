/** The pages of the documentation in reading order; docs/site has their text. `text` is also what search engines show. */
export const docsPages = [
  {
    href: '/docs',
    title: 'Overview',
    text: 'How PolicyLayer decides, logs and holds the calls of AI agents to MCP servers.',
  },
  {
    href: '/docs/quickstart',
    title: 'Quickstart',
    text: 'From an account to the first MCP call in the log, in five steps.',
  },
  {
    href: '/docs/policy',
    title: 'policy.json',
    text: 'The grammar of policy.json, the order of evaluation, every operator with examples, limits and checks.',
  },
  {
    href: '/docs/gateway',
    title: 'The gateway',
    text: 'What agents and MCP clients see: lists, refusals, approvals, protocol revisions and errors.',
  },
  {
    href: '/docs/security',
    title: 'Security',
    text: 'What is stored, what never is, how secrets are kept, which addresses are reached, and how failures close.',
  },
  {
    href: '/docs/risk-method',
    title: 'How risk is assessed',
    text: 'How each MCP tool gets its category, severity and confidence, how accurate that is, and where it fails.',
  },
  {
    href: '/docs/api',
    title: 'Read API',
    text: 'The catalogue as JSON and Markdown: endpoints, paging, errors and limits, with examples.',
  },
] as const;

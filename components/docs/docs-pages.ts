/** The pages of the documentation, in reading order. */
export const docsPages = [
  { href: '/docs', title: 'Overview', text: 'What stands where, in one page.' },
  {
    href: '/docs/quickstart',
    title: 'Quickstart',
    text: 'From an account to the first call that a policy decided, in five steps.',
  },
  {
    href: '/docs/policy',
    title: 'policy.json',
    text: 'The whole grammar, the order of evaluation, every operator, limits and checks.',
  },
  {
    href: '/docs/gateway',
    title: 'The gateway',
    text: 'What agents and clients see: lists, refusals, approvals, protocol revisions and errors.',
  },
  {
    href: '/docs/security',
    title: 'Security',
    text: 'What is stored and what never is, secrets, addresses, and what happens when something fails.',
  },
  {
    href: '/docs/risk-method',
    title: 'How risk is read',
    text: 'Category, severity and confidence of a tool: from what, how often right, and where it fails.',
  },
  {
    href: '/docs/api',
    title: 'Read API',
    text: 'The catalogue as JSON and Markdown: addresses, paging, errors and limits.',
  },
] as const;

/** What belongs to an organisation or only works for who is signed in; a prefix each. */
const closed = [
  '/account',
  '/api/',
  '/approvals',
  '/calls',
  '/change-log',
  '/faces/',
  '/oauth/',
  '/servers',
  '/settings',
  '/sign-in',
  '/sign-up?',
];

/** robots.txt: the longest rule that fits an address counts, so the read API is open though /api/ is not. */
export function robotsText(origin: string): string {
  return [
    'User-agent: *',
    'Allow: /',
    'Allow: /api/v1/',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ].join('\n');
}

/** Path prefixes of organisations' pages and of pages for signed-in people. */
const closed = [
  '/account',
  '/api/',
  '/approvals',
  '/calls',
  '/change-log',
  '/formats/',
  '/oauth/',
  '/servers',
  '/settings',
  '/sign-in',
  '/sign-up?',
];

/** robots.txt. The longest matching rule wins, so the read API is open although /api/ is not. */
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

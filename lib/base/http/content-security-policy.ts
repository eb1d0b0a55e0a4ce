/**
 * Content-Security-Policy. Public pages are cached and shared, so they have no nonce and allow inline scripts (Next's
 * start-up scripts). A page with a nonce runs our files and inline scripts that carry it. No 'strict-dynamic': a
 * running script could add inline ones.
 */
export function contentSecurityPolicy(nonce?: string): string {
  const scripts = nonce === undefined ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  const reload = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src ${scripts}${reload}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

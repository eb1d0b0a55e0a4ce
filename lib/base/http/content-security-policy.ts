/**
 * What a page may load and run. Public pages are kept and shown to everybody, so they can hold no nonce: Next's start-up
 * scripts are inline there, and are allowed to be. A page with a nonce runs our files and the inline scripts that carry it;
 * an injected one does not run. Without 'strict-dynamic', which would let a running script add inline ones.
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

import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '@/lib/base/http/content-security-policy';

/**
 * Gives each page of the console and each page to sign in a nonce of its own. Next puts it on its scripts when it finds it
 * in the request's Content-Security-Policy. Public pages do not come here, so that they can be kept.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: ['/servers/:path*', '/approvals', '/calls', '/change-log', '/account', '/sign-in', '/sign-up'],
};

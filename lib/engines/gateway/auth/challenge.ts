import { type Answer, httpRefusal } from '@/lib/engines/gateway/errors';

/** `message` is one of ours: neither quotes nor backslashes are in it. */
type Refusal = { rule: string; message: string; error?: 'invalid_request' | 'invalid_token' };

/**
 * 401 with what a client has to bring (RFC 6750). A request without credentials is told no error, only that credentials are
 * wanted. The one place that challenges, so that all of them name the same.
 */
export function challenge({ rule, message, error }: Refusal): Answer {
  const wanted = error === undefined ? 'Bearer' : `Bearer error="${error}", error_description="${message}"`;
  return httpRefusal({ status: 401, rule, message, headers: ['WWW-Authenticate', wanted] });
}

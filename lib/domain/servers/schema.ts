import { z } from 'zod';
import { isMasked } from '@/lib/core/text/shown-url';

const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'A header name has letters, digits and dashes only.');

/** Bytes a header may carry: visible ASCII, no line break that would start another header. */
const HeaderValue = z.string().regex(/^[\x20-\x7e]{1,8000}$/, 'A header value is one line of plain text.');

/** What the gateway and the transport set themselves. */
const reserved = /^(host|connection|content-.*|transfer-encoding|accept|mcp-.*|te|trailer|upgrade|cookie2?)$/i;

const Headers = z
  .record(HeaderName, HeaderValue)
  .refine((headers) => Object.keys(headers).length <= 10, 'Use at most 10 headers.')
  .refine((headers) => !Object.keys(headers).some((name) => reserved.test(name)), 'This header is set by the gateway.');

export const ServerName = z
  .string('Give the server a name.')
  .trim()
  .min(1, 'Give the server a name.')
  .max(80, 'Use at most 80 characters.');

const ServerUrl = z
  .string('Enter the address of the server.')
  .trim()
  .min(1, 'Enter the address of the server.')
  .max(2_000, 'Use at most 2,000 characters.')
  .pipe(z.url({ protocol: /^https?$/, error: 'Enter a whole address that starts with https:// or http://.' }))
  .refine((url) => !hasUserinfo(url), 'Leave user name and password out of the address; send them as a header.')
  .transform(withoutFragment);

function hasUserinfo(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function withoutFragment(url: string): string {
  const whole = new URL(url);
  whole.hash = '';
  return whole.href;
}

const wholeUrl = (url: string) => !isMasked(url);

export const RegisterServerInput = z.object({
  name: ServerName,
  url: ServerUrl.refine(wholeUrl, 'Enter the whole address; •••• stands for a part that is not shown.'),
  catalogueSlug: z
    .string()
    .regex(/^[a-z0-9-]{1,200}$/)
    .optional(),
  headers: Headers.optional(),
});
export type RegisterServerInput = z.input<typeof RegisterServerInput>;

export const UpdateConnectionInput = z.object({
  serverId: z.string(),
  url: ServerUrl,
  /** Absent: the stored ones are kept. Empty: none are sent. */
  headers: Headers.optional(),
});
export type UpdateConnectionInput = z.input<typeof UpdateConnectionInput>;

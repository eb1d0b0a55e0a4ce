import type { Server } from 'node:http';

/** A year, without includeSubDomains: other names of the domain may be served by others. */
const VALUE = 'max-age=31536000';

/** Adds Strict-Transport-Security to every answer if the public address is https. */
export function strictTransport(server: Server, publicUrl: string): void {
  if (new URL(publicUrl).protocol !== 'https:') return;
  server.prependListener('request', (_, response) => response.setHeader('Strict-Transport-Security', VALUE));
}

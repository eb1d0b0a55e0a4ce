import type { Server } from 'node:http';

/** A year. Other names of the domain are not ours to decide about. */
const VALUE = 'max-age=31536000';

/** Says on every answer that this name is reached over TLS alone, where its public address says so. */
export function strictTransport(server: Server, publicUrl: string): void {
  if (new URL(publicUrl).protocol !== 'https:') return;
  server.prependListener('request', (_, response) => response.setHeader('Strict-Transport-Security', VALUE));
}

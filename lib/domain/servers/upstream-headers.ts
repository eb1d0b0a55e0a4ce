import { z } from 'zod';
import { open } from '@/lib/base/secrets/secret-box';

const Headers = z.record(z.string(), z.string());

/** The static headers a server is reached with; throws when they were sealed with another key. */
export function upstreamHeaders({ id, credentialBox }: { id: string; credentialBox: string | null }) {
  return credentialBox === null ? {} : Headers.parse(JSON.parse(open(credentialBox, `server:${id}`)));
}

import type { Credentials } from '@/lib/engines/gateway/ports';

/** The headers that an organisation set for a server, as the snapshot has them; there are no others to be had. */
export const sealedCredentials: Credentials = { headersFor: ({ credential }) => credential, refresh: () => false };

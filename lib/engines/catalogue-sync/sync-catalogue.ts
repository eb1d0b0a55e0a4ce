/**
 * Reads the registry and its open remotes into the catalogue. Input is untrusted: lib/core/registry validates it,
 * lib/engines/catalogue-store writes it. Knows no page.
 */
import { Client } from 'pg';
import { AppError } from '@/lib/base/errors';
import { openReader, type ReaderOptions } from './open-reader';
import { type RemotesReport, readRemotes } from './read-remotes';
import { type RegistryReport, syncRegistry } from './sync-registry';

export type SyncReport = { registry: RegistryReport; remotes: RemotesReport | null };

export type SyncOptions = Partial<ReaderOptions> & {
  databaseUrl: string;
  /** Base URL of the registry. */
  registry: string;
  /** Whether remotes are read; those read within the last `remoteHours` are skipped. */
  withRemotes: boolean;
  remoteHours?: number;
  /** Whether private addresses are read; for tests only. */
  allowPrivateRemotes?: boolean;
  onRegistry?: (report: RegistryReport) => void;
  onRemotes?: (report: RemotesReport) => void;
};

/** One incremental, resumable run. Refuses to run beside another on the same database. */
export async function syncCatalogue(options: SyncOptions): Promise<SyncReport> {
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  const reader = openReader({ ...options, requestsPerSecond: options.requestsPerSecond ?? 5 });
  try {
    await requireAlone(client);
    const registryAddress = baseOf(options.registry);
    const registry = await syncRegistry({ client, reader, registry: registryAddress, onProgress: options.onRegistry });
    const askedBefore = new Date(Date.now() - (options.remoteHours ?? 20) * 3_600_000);
    const remotes = options.withRemotes
      ? await readRemotes({
          client,
          askedBefore,
          allowPrivate: options.allowPrivateRemotes,
          onProgress: options.onRemotes,
        })
      : null;
    return { registry, remotes };
  } finally {
    await reader.close();
    await client.end();
  }
}

/** A session-level advisory lock: a killed run leaves none behind. */
async function requireAlone(client: Client): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock(hashtext('policylayer.catalogue-sync')) AS taken",
  );
  if (!rows[0]?.taken) throw new AppError('conflict', 'Another catalogue:sync runs on this database.');
}

function baseOf(registry: string): string {
  if (!/^https?:\/\//.test(registry) || !URL.canParse(registry))
    throw new AppError('invalid', `${registry} is no address of a registry.`);
  const { origin, pathname } = new URL(registry);
  return origin + pathname.replace(/\/+$/, '');
}

import { parseArgs } from 'node:util';
import { explain } from '@/bin/launcher/progress';
import { AppError } from '@/lib/base/errors';
import type { RemotesReport } from '@/lib/engines/catalogue-sync/read-remotes';
import type { SyncReport } from '@/lib/engines/catalogue-sync/sync-catalogue';
import type { RegistryReport } from '@/lib/engines/catalogue-sync/sync-registry';
import { takeOnInstallation } from './take-on';

// `npm run catalogue:sync` reads the MCP registry and its open remotes into the catalogue. Incremental, resumable and
// idempotent.

const usage = `Usage: npm run catalogue:sync -- [--registry <url>] [--rate <requests a second>] [--no-remotes] [--json]

The registry is --registry, REGISTRY_URL or the official one.`;
const officialRegistry = 'https://registry.modelcontextprotocol.io';
const shownMax = 20;

try {
  const { registry, rate, isJson, withRemotes } = readFlags();
  const { databaseUrl } = takeOnInstallation();
  // These modules read the settings on import.
  const { syncCatalogue } = await import('@/lib/engines/catalogue-sync/sync-catalogue');
  const report = await syncCatalogue({
    databaseUrl: process.env.SYNC_DATABASE_URL || databaseUrl,
    registry: registry ?? (process.env.REGISTRY_URL || officialRegistry),
    requestsPerSecond: rate,
    withRemotes,
    onWait: (reason, waitMs) => say(`The registry: ${reason}; waiting ${(waitMs / 1_000).toFixed(1)} s`, true),
    onRegistry: (progress) => say(sentenceOf(progress)),
    onRemotes: (progress) => say(`${progress.read + progress.failed} of ${progress.due} remotes asked`),
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  console.log(isJson ? JSON.stringify(report) : summaryOf(report));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

function readFlags() {
  const options = {
    registry: { type: 'string' },
    rate: { type: 'string', default: '5' },
    'no-remotes': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    const { registry, rate, 'no-remotes': noRemotes, json } = parseArgs({ options }).values;
    const perSecond = Number(rate);
    if (!(perSecond > 0 && perSecond <= 100)) throw new AppError('invalid', '--rate is a number from 0 to 100.');
    return { registry, rate: perSecond, isJson: json, withRemotes: !noRemotes };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

/** Standard output has the result only. Without a terminal, progress is printed line by line. */
function say(line: string, isLasting = false): void {
  if (!process.stderr.isTTY) return void process.stderr.write(`${line}\n`);
  process.stderr.write(`\r\u001b[K${line}${isLasting ? '\n' : ' …'}`);
}

function sentenceOf({ pages, entries, written, removed, rejected }: RegistryReport): string {
  return `${pages} pages with ${entries} entries: ${written} new or different, ${removed} removed, ${rejected} not taken`;
}

function summaryOf({ registry, remotes }: SyncReport): string {
  const lines = [
    ...(registry.resumed ? ['Continued where the last run stopped.'] : []),
    registry.unchanged ? 'The registry has nothing new.' : `${sentenceOf(registry)}.`,
    ...registry.rejections.slice(0, shownMax).map(({ name, problem }) => `  not taken: ${name} ${problem}`),
    ...more(registry.rejected),
    ...(remotes ? remoteLines(remotes) : []),
  ];
  return lines.join('\n');
}

function remoteLines({ due, read, failed, changes, failures }: RemotesReport): string[] {
  if (due === 0) return ['No remote was due to be asked for its tools.'];
  return [
    `${due} remotes asked for their tools: ${read} answered, ${failed} did not; ${changes} changes told.`,
    ...failures.slice(0, shownMax).map(({ slug, problem }) => `  ${slug}: ${problem}`),
    ...more(failed),
  ];
}

function more(count: number): string[] {
  return count > shownMax ? [`  and ${count - shownMax} more; --json lists up to 200`] : [];
}

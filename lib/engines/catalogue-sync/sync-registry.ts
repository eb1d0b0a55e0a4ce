import type { ClientBase } from 'pg';
import { ZodError } from 'zod';
import { AppError } from '@/lib/base/errors';
import { type RegistryPage, type Rejected, readPage } from '@/lib/core/registry/page';
import { within } from '@/lib/engines/catalogue-store/within';
import type { Answer, Reader } from './open-reader';
import { readState, type SyncState, writeState } from './sync-state';
import { writePage } from './write-page';

export type RegistryReport = {
  pages: number;
  /** Versions on the pages. */
  entries: number;
  /** New or changed listings. */
  written: number;
  removed: number;
  rejected: number;
  /** The first rejected entries, each with its reason. */
  rejections: Rejected[];
  /** The run resumed an interrupted one. */
  resumed: boolean;
  /** 304: the registry had nothing new. */
  unchanged: boolean;
};

type Options = {
  client: ClientBase;
  reader: Reader;
  /** Base URL without a trailing slash. */
  registry: string;
  onProgress?: (report: RegistryReport) => void;
};

const pageSize = 100;
const PAGES_MAX = 100_000;
const REJECTIONS_MAX = 200;
/** Overlap: an entry may become visible shortly after its timestamp. */
const OVERLAP_MS = 300_000;

/**
 * Reads the registry's changes since the last run, page by page. Each page is one transaction with its next cursor, so
 * that a killed run loses at most a page.
 */
export async function syncRegistry(options: Options): Promise<RegistryReport> {
  const { client, registry, onProgress } = options;
  let state = await readState(client, registry);
  const report = emptyReport(state.startedAt !== null);
  const isFirstReading = state.through === null;
  let mayRestart = true;
  while (report.pages < PAGES_MAX) {
    const url = addressOf(registry, state);
    const answer = await ask(options, url, state);
    if (answer.kind === 'unchanged') return { ...report, unchanged: true };
    if (answer.kind === 'refused' && state.cursor !== null && mayRestart) {
      // A cursor may expire. Reading pages again changes nothing.
      mayRestart = false;
      state = { ...state, cursor: null, startedAt: null };
      continue;
    }
    const before = state;
    state = await take({ client, registry, isFirstReading, url, answer, before, report });
    onProgress?.(report);
    if (state.startedAt === null) return report;
    if (state.cursor === before.cursor) throw new AppError('unavailable', 'The registry leads from a page to itself.');
  }
  throw new AppError('unavailable', `The registry did not end after ${PAGES_MAX} pages.`);
}

/** The ETag of a first page that was the only one. */
function ask({ reader }: Options, url: string, { startedAt, etag, etagUrl }: SyncState): Promise<Answer> {
  return reader.read(url, startedAt === null && etagUrl === url && etag !== null ? etag : undefined);
}

type Page = {
  client: ClientBase;
  registry: string;
  isFirstReading: boolean;
  url: string;
  answer: Exclude<Answer, { kind: 'unchanged' }>;
  before: SyncState;
  report: RegistryReport;
};

async function take({ client, registry, isFirstReading, url, answer, before, report }: Page): Promise<SyncState> {
  const page = parsePage(answer);
  return within(client, async () => {
    const done = await writePage(client, page.listed, { registry, isFirstReading });
    const next = nextState(before, answer, { url, page, changed: done.written + done.removed });
    await writeState(client, registry, next);
    count(report, page, done);
    return next;
  });
}

function emptyReport(resumed: boolean): RegistryReport {
  const counts = { pages: 0, entries: 0, written: 0, removed: 0, rejected: 0 };
  return { ...counts, rejections: [], resumed, unchanged: false };
}

function addressOf(registry: string, { cursor, startedAt, since, through }: SyncState): string {
  const from = startedAt === null ? overlapping(through) : since;
  const query = new URLSearchParams({ limit: String(pageSize) });
  // Older versions matter only because they may be deleted.
  if (from === null) query.set('version', 'latest');
  else query.set('updated_since', from.toISOString());
  if (cursor !== null) query.set('cursor', cursor);
  return `${registry}/v0.1/servers?${query}`;
}

function overlapping(through: Date | null): Date | null {
  return through && new Date(through.getTime() - OVERLAP_MS);
}

function parsePage(answer: Exclude<Answer, { kind: 'unchanged' }>): RegistryPage {
  if (answer.kind === 'refused') {
    throw new AppError('unavailable', `There is no registry at this address: it answered ${answer.status}.`);
  }
  try {
    return readPage(answer.json);
  } catch (cause) {
    if (!(cause instanceof ZodError)) throw cause;
    throw new AppError('unavailable', 'There is no registry at this address: its answer is no list of servers.', {
      cause,
    });
  }
}

function count(report: RegistryReport, page: RegistryPage, done: { written: number; removed: number }): void {
  report.pages += 1;
  report.entries += page.listed.length + page.rejected.length;
  report.written += done.written;
  report.removed += done.removed;
  report.rejected += page.rejected.length;
  report.rejections.push(...page.rejected.slice(0, REJECTIONS_MAX - report.rejections.length));
}

type Read = { url: string; page: RegistryPage; changed: number };

function nextState(before: SyncState, answer: Answer, { url, page, changed }: Read): SyncState {
  const at = answer.kind === 'page' ? answer.at : new Date();
  const started = before.startedAt ?? at;
  const since = before.startedAt === null ? overlapping(before.through) : before.since;
  if (page.nextCursor !== undefined) {
    return { ...before, cursor: page.nextCursor, since, startedAt: started, etag: null, etagUrl: null };
  }
  const rest = { cursor: null, since: null, startedAt: null };
  const etag = answer.kind === 'page' ? answer.etag : undefined;
  // `since` stays while nothing is new, so that the ETag still applies.
  const isSame = before.startedAt === null && changed === 0 && etag !== undefined && before.through !== null;
  return isSame
    ? { ...rest, through: before.through, etag, etagUrl: url }
    : { ...rest, through: started, etag: null, etagUrl: null };
}

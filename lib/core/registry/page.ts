import { z } from 'zod';
import { BadEntry } from './bad-entry';
import { type Entry, readEntry, readName } from './entry';

const DEPTH_MAX = 8;

/** One version of one server on a page of the registry. */
export type Listed = {
  name: string;
  version: string;
  isLatest?: boolean;
  publishedAt?: string;
  updatedAt?: string;
} & ({ status: 'active' | 'deprecated'; entry: Entry } | { status: 'deleted' });

export type Rejected = { name: string; problem: string };

export type RegistryPage = { listed: Listed[]; rejected: Rejected[]; nextCursor?: string };

/** Opaque; stored and put into a URL. */
const Cursor = z.string().regex(/^[^\p{C}]{0,2000}$/u);

const Page = z.looseObject({
  servers: z.array(z.unknown()).nullish(),
  metadata: z.looseObject({ nextCursor: Cursor.nullish() }).nullish(),
});

const Moment = z.iso.datetime({ offset: true }).optional().catch(undefined);
const Official = z.looseObject({
  status: z.string().optional(),
  isLatest: z.boolean().optional(),
  publishedAt: Moment,
  updatedAt: Moment,
  releaseDate: Moment,
});
type Official = z.infer<typeof Official>;

const official = 'io.modelcontextprotocol.registry/official';
const Extensions = z.looseObject({ [official]: Official.optional() });
const Server = z.looseObject({
  name: z.unknown(),
  version: z.string().optional(),
  versionDetail: z.looseObject({ version: z.string(), ...Official.shape }).optional(),
  status: z.string().optional(),
  _meta: Extensions.nullish().catch(undefined),
});
const Envelope = z.looseObject({
  server: Server,
  _meta: Extensions.nullish().catch(undefined),
  'x-io.modelcontextprotocol.registry': Official.optional(),
});

/** Reads a page of `/servers`; throws if it is none, and accepts or rejects each entry by itself. */
export function readPage(json: unknown): RegistryPage {
  const page = Page.parse(camelCase(json));
  const listed: Listed[] = [];
  const rejected: Rejected[] = [];
  for (const item of page.servers ?? []) {
    try {
      listed.push(readListed(item));
    } catch (error) {
      if (!(error instanceof BadEntry)) throw error;
      rejected.push({ name: nameFor(item), problem: error.message });
    }
  }
  return { listed, rejected, nextCursor: page.metadata?.nextCursor || undefined };
}

function readListed(item: unknown): Listed {
  // The current format wraps server.json; the first releases did not.
  const envelope = Envelope.safeParse(item).data ?? Envelope.safeParse({ server: item }).data;
  if (!envelope) throw new BadEntry('is no entry');
  const { server } = envelope;
  const name = readName(server.name);
  const version = server.version ?? server.versionDetail?.version;
  if (!version) throw new BadEntry('has no version');
  const said = officialOf(envelope);
  const row = {
    name,
    version,
    isLatest: said.isLatest,
    publishedAt: said.publishedAt ?? said.releaseDate,
    updatedAt: said.updatedAt,
  };
  const status = (said.status ?? server.status ?? 'active').toLowerCase();
  // Only name and version of a deleted entry are read: a bad one must be deletable.
  if (status === 'deleted') return { ...row, status };
  if (status !== 'active' && status !== 'deprecated') throw new BadEntry('has a status that is not known');
  return { ...row, status, entry: readEntry(name, version, server) };
}

function officialOf(envelope: z.infer<typeof Envelope>): Official {
  const { server } = envelope;
  return (
    envelope._meta?.[official] ??
    envelope['x-io.modelcontextprotocol.registry'] ??
    server._meta?.[official] ??
    server.versionDetail ??
    {}
  );
}

/** A printable name for reports; the entry's own may be anything. */
function nameFor(item: unknown): string {
  const name = Envelope.safeParse(item).data?.server.name ?? Server.safeParse(item).data?.name;
  return typeof name === 'string' ? name.replace(/[^\x20-\x7e]/g, '?').slice(0, 100) : '(no name)';
}

/** Converts keys to camelCase: older releases of the registry wrote snake_case. Values stay. */
function camelCase(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return value;
  if (Array.isArray(value)) return value.map((item) => camelCase(item, depth + 1));
  const members = Object.entries(value).map(([key, child]) => [camelKey(key), camelCase(child, depth + 1)]);
  return Object.fromEntries(members);
}

/** A namespaced key, such as "io.modelcontextprotocol.registry/official", is kept. */
function camelKey(key: string): string {
  if (/[./]/.test(key)) return key;
  return key.replace(/([a-z0-9])_([a-z])/g, (_, before: string, after: string) => before + after.toUpperCase());
}

// lib/engines/gateway-store is the PostgreSQL side of lib/engines/gateway/ports and knows no other part of the gateway. It reads with pg,
// not Prisma: loading 100,000 grants must not hold the event loop that serves calls.
import { setImmediate as breath } from 'node:timers/promises';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { log } from '@/lib/base/log';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { readStored } from '@/lib/core/policy/document/read';
import type { Endpoint, GrantEntry, PolicyInForce } from '@/lib/engines/gateway/ports';
import { type ServerRow, toEndpoint } from './server-entry';

type GrantRow = {
  id: string;
  tokenHash: string;
  serverId: string;
  organisationId: string;
  expiresAt: Date | null;
  revoked: boolean;
  versionId: string | null;
  number: number | null;
};

/** A server with what it was made from: as long as that stays the same, so does the entry. */
type KnownServer = { row: string; toolsVersion: string; tools: ReadonlyMap<string, string>; entry: Endpoint | null };

/** What the database holds of one organisation at one moment. */
export type Slice = {
  servers: ReadonlyMap<string, KnownServer>;
  /** By the SHA-256 of the token, hex. */
  grants: ReadonlyMap<string, GrantEntry>;
  policies: ReadonlyMap<string, PolicyInForce>;
};

export const emptySlice: Slice = { servers: new Map(), grants: new Map(), policies: new Map() };

/** `rows`: servers and grants, roughly what a slice costs. */
export type OrganisationSize = { id: string; rows: number };

export interface SliceReader {
  /** Every organisation that has a server. */
  organisations(): Promise<OrganisationSize[]>;
  /** The slices of some organisations; `known` is what of them needs not be read again. */
  read(ids: readonly string[], known: (id: string) => Slice | undefined): Promise<Map<string, Slice>>;
}

const ORGANISATIONS = `
  SELECT s."id", (s."servers" + (SELECT count(*) FROM "Grant" g WHERE g."organisationId" = s."id"))::integer AS "rows"
  FROM (SELECT "organisationId" AS "id", count(*) AS "servers" FROM "Server" GROUP BY 1) s`;

const SERVERS = `
  SELECT s."id", s."organisationId", s."url", s."urlBox", s."credentialBox", s."bodyBytesMax", s."firstByteMs",
    s."sessionsPerMinute", s."sessionsOpenMax", s."mayAsk", o."mayReachPrivate", s."toolsVersion",
    s."protocolVersions"
  FROM "Server" s JOIN "Organisation" o ON o."id" = s."organisationId" WHERE s."organisationId" IN `;

const GRANTS = `
  SELECT g."id", g."tokenHash", g."serverId", g."organisationId", g."expiresAt", g."revokedAt" IS NOT NULL AS "revoked",
    v."id" AS "versionId", v."number"
  FROM "Grant" g LEFT JOIN LATERAL (
    SELECT "id", "number" FROM "PolicyVersion" WHERE "policyId" = g."policyId" ORDER BY "number" DESC LIMIT 1
  ) v ON true WHERE g."organisationId" IN `;

// A tool that changed keeps its pinned rule until it is reviewed; one that is pending or gone does not exist for agents.
const TOOLS = `
  SELECT "serverId", "name", coalesce("pinnedHash", CASE "state" WHEN 'pinned' THEN "definitionHash" ELSE '' END) AS "hash"
  FROM "Tool" WHERE "serverId" = ANY($1::uuid[]) AND "state" IN ('pinned', 'changed')`;

const DOCUMENTS = 'SELECT "id", "number", "document" FROM "PolicyVersion" WHERE "id" = ANY($1::uuid[])';

/** Servers, and versions, whose contents are read with one query: a bound on the rows that are held at once. */
const READ_AT_ONCE = 50;

/**
 * Reads slices. Tools are read again only where the server's `toolsVersion` is another, and a version of a policy once,
 * since versions never change: what a change costs does not depend on what lies beside it.
 */
export function createSliceReader(pool: Pool): SliceReader {
  return {
    async organisations() {
      const { rows } = await pool.query<OrganisationSize>(ORGANISATIONS);
      return rows;
    },
    read: (ids, known) => (ids.length === 0 ? Promise.resolve(new Map()) : readSlices(pool, ids, known)),
  };
}

type Moment = { client: PoolClient; servers: ServerRow[]; grants: GrantRow[] };

/**
 * All queries see one moment of the database: a grant must not be judged with the tools of another. What every slice needs
 * comes in one round trip, which leaves no place for parameters; `ids` are escaped.
 */
async function beginMoment(client: PoolClient, ids: readonly string[]): Promise<Moment> {
  const list = `(${ids.map((id) => `${client.escapeLiteral(id)}::uuid`).join(', ')})`;
  const whole = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${SERVERS}${list}; ${GRANTS}${list}`;
  const results: unknown = await client.query(whole);
  const [, servers, grants] = results as [unknown, QueryResult<ServerRow>, QueryResult<GrantRow>];
  return { client, servers: servers.rows, grants: grants.rows };
}

async function readSlices(
  pool: Pool,
  ids: readonly string[],
  known: (id: string) => Slice | undefined,
): Promise<Map<string, Slice>> {
  const client = await pool.connect();
  // The pool listens to idle connections only: a database that ends during a reading would end this process.
  client.on('error', noted);
  const release = (broken: boolean) => {
    if (!broken) client.removeListener('error', noted);
    client.release(broken);
  };
  try {
    const slices = await readMoment(await beginMoment(client, ids), ids, known);
    // Nothing was written, so nobody has to wait for it.
    client.query('COMMIT').then(
      () => release(false),
      () => release(true),
    );
    return slices;
  } catch (error) {
    release(true);
    throw error;
  }
}

/** Its queries reject with it. */
function noted(error: Error): void {
  log.warn({ error }, 'A database connection was lost.');
}

async function readMoment(
  { client, servers, grants }: Moment,
  ids: readonly string[],
  known: (id: string) => Slice | undefined,
): Promise<Map<string, Slice>> {
  const before = (id: string) => known(id) ?? emptySlice;
  const tools = await readTools(client, servers, before);
  const policies = await readPolicies(client, grants, before);
  const slices = new Map(ids.map((id) => [id, { servers: new Map(), grants: new Map(), policies: new Map() }]));
  for (const row of servers) {
    const own = before(row.organisationId).servers.get(row.id);
    slices.get(row.organisationId)?.servers.set(row.id, toKnown(row, own, tools.get(row.id)));
  }
  for (const row of grants) {
    const policy = row.versionId === null ? undefined : policies.get(row.versionId);
    const own = before(row.organisationId).grants.get(row.tokenHash);
    slices.get(row.organisationId)?.grants.set(row.tokenHash, sameOrNew(own, toGrant(row, policy ?? null)));
    if (policy) slices.get(row.organisationId)?.policies.set(policy.versionId, policy);
  }
  return slices;
}

async function readTools(client: PoolClient, servers: readonly ServerRow[], before: (id: string) => Slice) {
  const stale = servers.filter((row) => {
    const own = before(row.organisationId).servers.get(row.id);
    return own?.toolsVersion !== row.toolsVersion;
  });
  const tools = new Map(stale.map(({ id }) => [id, new Map<string, string>()]));
  for (const ids of chunks([...tools.keys()])) {
    const { rows } = await client.query<{ serverId: string; name: string; hash: string }>(TOOLS, [ids]);
    for (const { serverId, name, hash } of rows) tools.get(serverId)?.set(name, hash);
  }
  return tools;
}

async function readPolicies(client: PoolClient, grants: readonly GrantRow[], before: (id: string) => Slice) {
  const policies = new Map<string, PolicyInForce>();
  const missing = new Set<string>();
  for (const { versionId, organisationId } of grants) {
    const own = versionId === null ? undefined : before(organisationId).policies.get(versionId);
    if (own) policies.set(own.versionId, own);
    else if (versionId !== null) missing.add(versionId);
  }
  for (const ids of chunks([...missing])) {
    const { rows } = await client.query<{ id: string; number: number; document: string }>(DOCUMENTS, [ids]);
    for (const { id, number, document } of rows) {
      policies.set(id, { versionId: id, number, document, compiled: await compile(id, document) });
      // Between two policies calls are served.
      await breath();
    }
  }
  return policies;
}

function chunks(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / READ_AT_ONCE);
  return Array.from({ length: count }, (_, at) => ids.slice(at * READ_AT_ONCE, (at + 1) * READ_AT_ONCE));
}

/** A version that cannot be read denies every call of its grants. Its expressions are compiled by the calls that need them. */
async function compile(id: string, document: string): Promise<PolicyInForce['compiled']> {
  try {
    const result = readStored(document);
    // Reading and compiling the longest document each hold the loop; calls are served between them.
    await breath();
    if (result.ok) return compilePolicy(result.policy);
    log.error({ policyVersionId: id, problems: result.problems.slice(0, 5) }, 'A policy version cannot be read.');
  } catch (error) {
    // Thrown on, it would keep the organisation's other changes from taking effect.
    log.error({ error, policyVersionId: id }, 'A policy version cannot be compiled.');
  }
  return 'unreadable';
}

function toGrant(row: GrantRow, policy: PolicyInForce | null): GrantEntry {
  const { id, organisationId, serverId, tokenHash, expiresAt, revoked } = row;
  const expiresAtMs = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return { id, organisationId, memberId: null, endpointId: serverId, policy, expiresAtMs, tokenHash, revoked };
}

function sameOrNew(known: GrantEntry | undefined, entry: GrantEntry): GrantEntry {
  const keys = Object.keys(entry) as (keyof GrantEntry)[];
  return known && keys.every((key) => known[key] === entry[key]) ? known : entry;
}

function toKnown(row: ServerRow, known: KnownServer | undefined, read: Map<string, string> | undefined): KnownServer {
  const { toolsVersion, ...rest } = row;
  const text = JSON.stringify(rest);
  // The same map for the same tools: by it a stream sees that its list changed.
  const tools = read && !(known && holdsSame(known.tools, read)) ? read : (known?.tools ?? new Map());
  const same = known?.row === text && known.tools === tools;
  return { row: text, toolsVersion, tools, entry: same ? known.entry : toEndpoint(row, tools) };
}

function holdsSame(known: ReadonlyMap<string, string>, read: ReadonlyMap<string, string>): boolean {
  return known.size === read.size && [...read].every(([name, hash]) => known.get(name) === hash);
}

// lib/gateway-store is the PostgreSQL side of lib/gateway/ports and knows no other part of the gateway. It reads with pg,
// not Prisma: loading 100,000 grants must not hold the event loop that serves calls.
import type { Pool } from 'pg';
import { z } from 'zod';
import type { GrantEntry, PolicyInForce, ServerEntry, ServerSettings, Snapshot } from '@/lib/gateway/ports';
import { log } from '@/lib/log';
import { compilePolicy } from '@/lib/policy/compile';
import { readPolicy } from '@/lib/policy/read';
import { open } from '@/lib/secret-box';
import { openAddress } from '@/lib/server-address';

type ServerRow = Omit<ServerSettings, 'mayAsk'> & {
  id: string;
  organisationId: string;
  url: string;
  urlBox: string | null;
  credentialBox: string | null;
  mayAsk: string[];
  mayReachPrivate: boolean;
  tools: string[];
};

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

// A tool that changed keeps its pinned rule until it is reviewed; one that is pending or gone does not exist for agents.
const SERVERS = `
  SELECT s."id", s."organisationId", s."url", s."urlBox", s."credentialBox", s."bodyBytesMax", s."firstByteMs",
    s."sessionsPerMinute", s."sessionsOpenMax", s."mayAsk", o."mayReachPrivate",
    coalesce(array_agg(t."name") FILTER (WHERE t."state" IN ('pinned', 'changed')), '{}') AS "tools"
  FROM "Server" s JOIN "Organisation" o ON o."id" = s."organisationId" LEFT JOIN "Tool" t ON t."serverId" = s."id"
  GROUP BY s."id", o."mayReachPrivate"`;

const GRANTS = `
  SELECT g."id", g."tokenHash", g."serverId", g."organisationId", g."expiresAt", g."revokedAt" IS NOT NULL AS "revoked",
    v."id" AS "versionId", v."number"
  FROM "Grant" g LEFT JOIN LATERAL (
    SELECT "id", "number" FROM "PolicyVersion" WHERE "policyId" = g."policyId" ORDER BY "number" DESC LIMIT 1
  ) v ON true`;

const DOCUMENTS = 'SELECT "id", "number", "document" FROM "PolicyVersion" WHERE "id" = ANY($1::uuid[])';

/** Loads snapshots; a version is read and compiled once, since versions never change. */
export function createSnapshotLoader(pool: Pool): () => Promise<Snapshot> {
  let policies = new Map<string, PolicyInForce>();
  let tools = new Map<string, ReadonlySet<string>>();
  return async () => {
    const [servers, grants] = await readTogether(pool);
    const used = new Set(grants.flatMap(({ versionId }) => versionId ?? []));
    const missing = [...used].filter((id) => !policies.has(id));
    policies = new Map([...policies].filter(([id]) => used.has(id)));
    for (const policy of await readPolicies(pool, missing)) policies.set(policy.versionId, policy);
    // The same set for the same tools: by it a stream sees that its list changed.
    tools = new Map(servers.map((row) => [row.id, sameOrNew(tools.get(row.id), row.tools)]));
    return {
      servers: new Map(servers.flatMap((row) => toServer(row, tools)).map((server) => [server.id, server])),
      grants: new Map(grants.map((row) => [row.tokenHash, toGrant(row, policies)])),
    };
  };
}

/** Both queries see one moment of the database: a grant must not be judged with the tools of another. */
async function readTogether(pool: Pool): Promise<[ServerRow[], GrantRow[]]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const servers = await client.query<ServerRow>(SERVERS);
    const grants = await client.query<GrantRow>(GRANTS);
    await client.query('COMMIT');
    client.release();
    return [servers.rows, grants.rows];
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function readPolicies(pool: Pool, ids: string[]): Promise<PolicyInForce[]> {
  if (ids.length === 0) return [];
  const { rows } = await pool.query<{ id: string; number: number; document: string }>(DOCUMENTS, [ids]);
  return rows.map(({ id, number, document }) => ({ versionId: id, number, document, compiled: compile(id, document) }));
}

/** A version that cannot be read denies every call of its grants. */
function compile(id: string, document: string): PolicyInForce['compiled'] {
  try {
    const result = readPolicy(document);
    if (result.ok) return compilePolicy(result.policy);
    log.error({ policyVersionId: id, problems: result.problems.slice(0, 5) }, 'A policy version cannot be read.');
  } catch (error) {
    // Thrown on, it would keep every organisation's changes from taking effect.
    log.error({ error, policyVersionId: id }, 'A policy version cannot be compiled.');
  }
  return 'unreadable';
}

function toGrant(
  { versionId, number: _, expiresAt, ...row }: GrantRow,
  policies: Map<string, PolicyInForce>,
): GrantEntry {
  const policy = versionId === null ? null : policies.get(versionId);
  // A version removed between the two readings is gone with its grant's policy.
  return { ...row, policy: policy ?? null, expiresAtMs: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY };
}

function sameOrNew(known: ReadonlySet<string> | undefined, names: string[]): ReadonlySet<string> {
  return known?.size === names.length && names.every((name) => known.has(name)) ? known : new Set(names);
}

function toServer(row: ServerRow, tools: ReadonlyMap<string, ReadonlySet<string>>): ServerEntry[] {
  const { id, organisationId } = row;
  const whole = wholeAddress(row);
  const url = whole ?? row.url;
  if (!URL.canParse(url)) return [];
  const { origin, pathname, search } = new URL(url);
  return [
    {
      id,
      organisationId,
      origin,
      path: pathname + search,
      credential: whole === null ? null : openCredential(row),
      tools: tools.get(id) ?? new Set(),
      settings: toSettings(row),
      mayReachPrivate: row.mayReachPrivate,
    },
  ];
}

function toSettings({
  bodyBytesMax,
  firstByteMs,
  sessionsPerMinute,
  sessionsOpenMax,
  mayAsk,
}: ServerRow): ServerSettings {
  return { bodyBytesMax, firstByteMs, sessionsPerMinute, sessionsOpenMax, mayAsk: new Set(mayAsk) };
}

function wholeAddress(row: ServerRow): string | null {
  try {
    return openAddress(row);
  } catch {
    log.error({ serverId: row.id }, 'The address of a server cannot be opened; nothing is sent to it.');
    return null;
  }
}

const Headers = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/));

/** Headers that belong to the connection or to MCP; a credential cannot be one of them. */
const RESERVED = /^(host|connection|content-.*|transfer-encoding|upgrade|te|trailer|keep-alive|expect|accept|mcp-.*)$/i;

function openCredential({ id, credentialBox }: ServerRow): string[] | null {
  if (credentialBox === null) return [];
  try {
    const headers = Headers.parse(JSON.parse(open(credentialBox, `server:${id}`)));
    return Object.entries(headers)
      .filter(([name]) => !RESERVED.test(name))
      .flat();
  } catch {
    log.error({ serverId: id }, 'The credential of a server cannot be opened; nothing is sent to it.');
    return null;
  }
}

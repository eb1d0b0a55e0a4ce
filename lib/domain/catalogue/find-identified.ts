import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { db } from '@/lib/base/database/client';
import { AppError } from '@/lib/base/errors';
import { type Candidate, StackAnswer, StackQuestion } from '@/lib/core/stack-reader/schema';
import { Prisma } from '@/prisma/client/client';

/** Questions a minute of one address; each reads every server's packages once. */
const byAddress = new RateLimiterMemory({ keyPrefix: 'stack', points: 30, duration: 60 });

const rowsMax = 2_000;

type Row = { key: string; slug: string; name: string; paths: string[] };

/** The servers of the catalogue that each identity of a stack may be; several where packages or hosts are shared. */
export async function findIdentified(input: unknown, address: string): Promise<StackAnswer> {
  const parsed = StackQuestion.safeParse(input);
  if (!parsed.success) throw new AppError('invalid', 'The request is not in the expected format.');
  await countQuestion(address);
  const asked = parsed.data.servers.map(({ kind, name }) => ({ kind, key: keyOf(kind, name.toLowerCase()) }));
  const found = new Map<string, Candidate[]>();
  for (const { key, ...candidate } of [...(await byPackage(asked)), ...(await byAddressOrName(asked))]) {
    found.set(key, [...(found.get(key) ?? []), candidate]);
  }
  return StackAnswer.parse({ found: asked.map(({ key }) => found.get(key) ?? []) });
}

type Kind = StackQuestion['servers'][number]['kind'];
type Asked = { kind: Kind; key: string };

/** As lib/core/registry writes the identity of a package; the other kinds are written by the queries below. */
function keyOf(kind: Kind, name: string): string {
  if (kind !== 'oci') return `${kind}:${name}`;
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `oci:docker.io/library/${name}`;
  return first.includes('.') ? `oci:${name}` : `oci:docker.io/${name}`;
}

/** Packages and images, found by their index. */
async function byPackage(asked: readonly Asked[]): Promise<Row[]> {
  const keys = asked.filter(({ kind }) => kind === 'npm' || kind === 'pypi' || kind === 'oci').map(({ key }) => key);
  if (keys.length === 0) return [];
  return db().$queryRaw<Row[]>`
    SELECT k."key", s."slug", s."name", ARRAY[]::text[] AS "paths"
    FROM "CatalogueServer" AS s, LATERAL unnest(s."identities") AS k("key")
    WHERE s."identities" && ${keys}::text[] AND k."key" = ANY(${keys}::text[])
    ORDER BY s."slug" LIMIT ${rowsMax}`;
}

const sources: Readonly<Partial<Record<Kind, Prisma.Sql>>> = {
  // A program is mostly called as the last part of its package is.
  program: Prisma.sql`
    SELECT 'program:' || lower(regexp_replace(split_part(p->>'identifier', '@', CASE WHEN p->>'identifier' LIKE '@%' THEN 2 ELSE 1 END),
      '^.*/|:[^/]*$', '', 'g'))
    FROM jsonb_array_elements(s."packages") AS p`,
  host: Prisma.sql`
    SELECT 'host:' || lower(substring(r->>'url' from '^https?://([^/:?#@]+)'))
    FROM jsonb_array_elements(s."remotes") AS r`,
  repository: Prisma.sql`
    SELECT 'repository:' || lower(regexp_replace(substring(s."repository" from '^https?://([^/]+/[^/]+/[^/?#]+)'), '\\.git$', ''))`,
};

/** One pass over the servers; of each only the names of the kinds that are asked for are computed. */
async function byAddressOrName(asked: readonly Asked[]): Promise<Row[]> {
  const kinds = new Set(asked.map(({ kind }) => kind));
  const wanted = [...kinds].flatMap((kind) => sources[kind] ?? []);
  if (wanted.length === 0) return [];
  return db().$queryRaw<Row[]>`
    SELECT DISTINCT k."key", s."slug", s."name",
      ARRAY(SELECT coalesce(substring(r->>'url' from '^https?://[^/?#]+(/[^?#]*)'), '/')
            FROM jsonb_array_elements(s."remotes") AS r) AS "paths"
    FROM "CatalogueServer" AS s, LATERAL (${Prisma.join(wanted, ' UNION ')}) AS k("key")
    WHERE k."key" = ANY(${asked.map(({ key }) => key)}::text[])
    ORDER BY s."slug" LIMIT ${rowsMax}`;
}

async function countQuestion(address: string): Promise<void> {
  try {
    await byAddress.consume(address);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new AppError('rate_limited', `Too many look-ups from your address. Try again in ${seconds} seconds.`);
  }
}

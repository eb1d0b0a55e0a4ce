import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { type Candidate, StackAnswer, StackQuestion } from '@/lib/stack/schema';
import { Prisma } from '@/prisma/client/client';

/** Questions a minute of one address; each reads every server's packages once. */
const byAddress = new RateLimiterMemory({ keyPrefix: 'stack', points: 30, duration: 60 });

const rowsMax = 2_000;

type Row = { key: string; slug: string; name: string; paths: string[] };

/** The servers of the catalogue that each identity of a stack may be; several where packages or hosts are shared. */
export async function findIdentified(input: unknown, address: string): Promise<StackAnswer> {
  const parsed = StackQuestion.safeParse(input);
  if (!parsed.success) throw new AppError('invalid', 'The question is not in the format of this door.');
  await countQuestion(address);
  const keys = parsed.data.servers.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`);
  const found = new Map<string, Candidate[]>();
  for (const { key, ...candidate } of await rowsFor(keys, new Set(parsed.data.servers.map(({ kind }) => kind)))) {
    found.set(key, [...(found.get(key) ?? []), candidate]);
  }
  return StackAnswer.parse({ found: keys.map((key) => found.get(key) ?? []) });
}

type Kind = StackQuestion['servers'][number]['kind'];

/** One pass over the servers; of each only the names of the kinds that are asked for are computed. */
async function rowsFor(keys: readonly string[], kinds: ReadonlySet<Kind>): Promise<Row[]> {
  const sources = [
    ...(kinds.has('npm') || kinds.has('pypi') || kinds.has('oci') ? [packageKeys] : []),
    ...(kinds.has('program') ? [programKeys] : []),
    ...(kinds.has('host') ? [hostKeys] : []),
    ...(kinds.has('repository') ? [repositoryKeys] : []),
  ];
  return db().$queryRaw<Row[]>`
    SELECT DISTINCT k."key", s."slug", s."name",
      ARRAY(SELECT coalesce(substring(r->>'url' from '^https?://[^/?#]+(/[^?#]*)'), '/')
            FROM jsonb_array_elements(s."remotes") AS r) AS "paths"
    FROM "CatalogueServer" AS s, LATERAL (${Prisma.join(sources, ' UNION ')}) AS k("key")
    WHERE k."key" = ANY(${keys}::text[])
    ORDER BY s."slug"
    LIMIT ${rowsMax}`;
}

const image = Prisma.sql`regexp_replace(regexp_replace(split_part(p->>'identifier', '@', 1), ':[^/:]*$', ''),
  '^(index\\.)?docker\\.io/(library/)?', '')`;

const packageKeys = Prisma.sql`
  SELECT p->>'registryType' || ' ' || lower(CASE p->>'registryType'
    WHEN 'pypi' THEN regexp_replace(p->>'identifier', '[-_.]+', '-', 'g')
    WHEN 'oci' THEN ${image}
    ELSE p->>'identifier' END)
  FROM jsonb_array_elements(s."packages") AS p`;

/** A program is mostly called as the last part of its package is. */
const programKeys = Prisma.sql`
  SELECT 'program ' || lower(substring(CASE p->>'registryType' WHEN 'oci' THEN ${image} ELSE p->>'identifier' END from '[^/]+$'))
  FROM jsonb_array_elements(s."packages") AS p`;

const hostKeys = Prisma.sql`
  SELECT 'host ' || lower(substring(r->>'url' from '^https?://([^/:?#@]+)'))
  FROM jsonb_array_elements(s."remotes") AS r`;

const repositoryKeys = Prisma.sql`
  SELECT 'repository ' || lower(regexp_replace(substring(s."repository" from '^https?://([^/]+/[^/]+/[^/?#]+)'), '\\.git$', ''))`;

async function countQuestion(address: string): Promise<void> {
  try {
    await byAddress.consume(address);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new AppError('rate_limited', `Too many look-ups from your address. Try again in ${seconds} seconds.`);
  }
}

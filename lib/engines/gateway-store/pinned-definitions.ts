import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { log } from '@/lib/base/log';
import type { PinnedDefinitions, Target } from '@/lib/engines/gateway/ports';

/** Characters of all that are remembered, by their hash: definitions are needed only where a server offers others. */
const REMEMBERED_MAX = 16 * 1024 * 1024;
/** Characters of one answer; beyond it tools are left out. */
const ANSWER_MAX = 16 * 1024 * 1024;
/** A definition has 256 KiB at most. */
const READ_AT_ONCE = 16;
/** Whether a server offers what was pinned is noted so often, and so many servers are remembered. */
const NOTED_MS = 60_000;
const NOTED_MAX = 10_000;
/** One that is not there can come with the next reading of its server. */
const ABSENT_MS = 30_000;

const DEFINITIONS = `
  SELECT "name", "pinnedDefinition" AS "text" FROM "Tool"
  WHERE "serverId" = $1 AND "organisationId" = $2 AND "name" = ANY($3) AND "pinnedDefinition" IS NOT NULL`;

const DRIFT = `
  UPDATE "Server" SET "driftSeenAt" = now()
  WHERE "id" = $1 AND "organisationId" = $2 AND ("driftSeenAt" IS NULL OR "driftSeenAt" <= "driftEndedAt")`;

/** At most a drift, its end and one more drift are written between two readings of the tools. */
const DRIFT_END = `
  UPDATE "Server" SET "driftEndedAt" = now()
  WHERE "id" = $1 AND "organisationId" = $2 AND "driftSeenAt" IS NOT NULL AND "driftEndedAt" IS NULL`;

/** Pinned definitions from the database; one that does not have the hash it was pinned with is none. */
export function createPinnedDefinitions(pool: Pool): PinnedDefinitions {
  const remembered = new LRUCache<string, string>({
    maxSize: REMEMBERED_MAX,
    sizeCalculation: (text) => text.length + 100,
  });
  /** Of each server one reading at a time; those that waited find what it read. */
  const readings = new Map<string, Promise<unknown>>();

  const noteDrift = createNote(pool, DRIFT);
  const noteDriftEnd = createNote(pool, DRIFT_END);

  /** Of tools whose hash is known; '' where the definition cannot be had. */
  async function readSome(target: Target, names: readonly string[]): Promise<[name: string, text: string][]> {
    const keyOf = (name: string) => `${target.id} ${target.tools.get(name)}`;
    const unknown = names.filter((name) => !remembered.has(keyOf(name)));
    const texts = unknown.length > 0 ? await ask(pool, target, unknown) : new Map<string, string>();
    for (const name of unknown) {
      const text = texts.get(name) ?? '';
      remembered.set(keyOf(name), text, text === '' ? { ttl: ABSENT_MS } : {});
    }
    return names.map((name) => [name, texts.get(name) ?? remembered.get(keyOf(name)) ?? '']);
  }

  async function collect(target: Target, names: readonly string[]): Promise<Map<string, string>> {
    const known = names.filter((name) => target.tools.get(name));
    const found = new Map<string, string>();
    let length = 0;
    for (let at = 0; at < known.length && length < ANSWER_MAX; at += READ_AT_ONCE) {
      for (const [name, text] of await readSome(target, known.slice(at, at + READ_AT_ONCE))) {
        if (text !== '') found.set(name, text);
        length += text.length;
      }
    }
    return found;
  }

  return {
    async read(target, names) {
      const turn = (readings.get(target.id) ?? Promise.resolve()).then(() => collect(target, names));
      const done = turn.catch((error) => {
        log.warn({ error, serverId: target.id }, 'Pinned definitions cannot be read; their tools are left out.');
        return new Map<string, string>();
      });
      readings.set(target.id, done);
      const found = await done;
      if (readings.get(target.id) === done) readings.delete(target.id);
      return found;
    },
    noteDrift,
    noteDriftEnd,
  };
}

/** Each has times of its own: a list that is as pinned must not keep the next one from being noted. */
function createNote(pool: Pool, statement: string): (target: Target) => void {
  const noted = new LRUCache<string, true>({ max: NOTED_MAX, ttl: NOTED_MS });
  return ({ id, organisationId }) => {
    if (noted.has(id)) return;
    noted.set(id, true);
    pool.query(statement, [id, organisationId]).catch((error) => {
      log.warn({ error, serverId: id }, 'The console cannot be told whether a server offers what was pinned.');
    });
  };
}

async function ask(pool: Pool, { id, organisationId, tools }: Target, names: readonly string[]) {
  const { rows } = await pool.query<{ name: string; text: string }>(DEFINITIONS, [id, organisationId, names]);
  const whole = rows.filter(({ name, text }) => hash('sha256', text) === tools.get(name));
  return new Map(whole.map(({ name, text }) => [name, text]));
}

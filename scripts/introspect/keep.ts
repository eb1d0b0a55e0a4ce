import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';

/**
 * Writes a server's facts. Keeps what a reviewer set: the name, the publisher, and a repository or licence that the
 * manifest lacks. If only the time differs, the file stays. Returns whether it was written.
 */
export function keepFacts(folder: string, read: ServerFacts): boolean {
  const file = join(folder, `${read.slug}.json`);
  const known = existsSync(file) ? ServerFacts.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  const facts = known ? withReview(read, known) : read;
  if (known && documentOf({ ...facts, readAt: known.readAt }) === documentOf(known)) return false;
  writeFileSync(file, documentOf(facts));
  return true;
}

function withReview(read: ServerFacts, known: ServerFacts): ServerFacts {
  const { name, publisher = read.publisher } = known;
  return {
    ...read,
    name,
    publisher,
    repository: read.repository ?? known.repository,
    licence: read.licence ?? known.licence,
  };
}

/** A fixed order and a tool a line, for readable diffs. */
export function documentOf({ tools, ...server }: ServerFacts): string {
  const { slug, name, publisher, repository, licence, packages, remotes, source, readAt, knowledge } = server;
  const ordered = { slug, name, publisher, repository, licence, packages, remotes, source, readAt, knowledge };
  const head = JSON.stringify(ordered, null, 2).replace(/\n\}$/, '');
  return `${head},\n  "tools": [\n${tools.map((tool) => `    ${JSON.stringify(tool)}`).join(',\n')}\n  ]\n}\n`;
}

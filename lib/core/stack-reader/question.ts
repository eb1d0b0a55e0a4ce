import type { ConfiguredServer } from './read-config';
import type { StackQuestion } from './schema';

/** What is sent of a configuration: each identity once, in its order, and nothing beside. */
export function questionOf(servers: readonly ConfiguredServer[]): StackQuestion {
  const asked = servers.flatMap(({ identity }) => (identity ? [{ kind: identity.kind, name: identity.name }] : []));
  const once = new Map(asked.map((identity) => [`${identity.kind} ${identity.name}`, identity]));
  return { servers: [...once.values()] };
}

/** The body of the request, to the letter: the reader is shown the same. */
export function bodyOf(question: StackQuestion): string {
  return JSON.stringify(question, null, 1);
}

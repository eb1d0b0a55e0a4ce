import type { ConfiguredServer } from './read-config';
import type { StackQuestion } from './schema';

/** What is sent: each identity once, in order, and nothing else. */
export function questionOf(servers: readonly ConfiguredServer[]): StackQuestion {
  const asked = servers.flatMap(({ identity }) => (identity ? [{ kind: identity.kind, name: identity.name }] : []));
  const once = new Map(asked.map((identity) => [`${identity.kind} ${identity.name}`, identity]));
  return { servers: [...once.values()] };
}

/** The request's body, exactly as it is shown to the reader. */
export function bodyOf(question: StackQuestion): string {
  return JSON.stringify(question, null, 1);
}

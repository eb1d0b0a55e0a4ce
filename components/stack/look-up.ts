import { z } from 'zod';
import { choose } from '@/lib/core/stack-reader/choose';
import { bodyOf, questionOf } from '@/lib/core/stack-reader/question';
import type { ConfiguredServer } from '@/lib/core/stack-reader/read-config';
import {
  type Candidate,
  StackAnswer,
  type StackServer,
  StackServers,
  serversAtOnceMax,
} from '@/lib/core/stack-reader/schema';

/** A configured server with what the catalogue knows of it; `why` says, where that is nothing, what the reason is. */
export type LookedUp = { name: string; found: StackServer | null; why: string };

/** Asks the catalogue for the servers that have an identity, then for the tools of those that it knows. */
export async function lookUp(servers: readonly ConfiguredServer[]): Promise<LookedUp[]> {
  const question = questionOf(servers);
  const { found } = StackAnswer.parse(
    await ask('/api/stack', { method: 'POST', body: bodyOf(question), headers: jsonType }),
  );
  const candidatesOf = new Map(question.servers.map((identity, at) => [keyOf(identity), found[at] ?? []]));
  const matched = servers.map((server) => matchOf(server, candidatesOf));
  const known = await serversNamed(new Set(matched.flatMap(({ slug }) => slug ?? [])));
  return matched.map(({ name, slug, why }) => ({ name, found: known.get(slug ?? '') ?? null, why }));
}

const jsonType = { 'content-type': 'application/json' };

function matchOf({ name, identity, path, why }: ConfiguredServer, candidatesOf: ReadonlyMap<string, Candidate[]>) {
  if (!identity) return { name, slug: undefined, why };
  const candidates = candidatesOf.get(keyOf(identity)) ?? [];
  const chosen = choose(candidates, identity.kind === 'host' ? path : null);
  if (chosen) return { name, slug: chosen.slug, why: '' };
  const several = `The catalogue has ${candidates.length} servers under ${identity.name}, and it is unclear which one this is.`;
  return {
    name,
    slug: undefined,
    why: candidates.length > 0 ? several : `The catalogue does not know ${identity.name}.`,
  };
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind} ${name}`;
}

async function serversNamed(slugs: ReadonlySet<string>): Promise<Map<string, StackServer>> {
  const all = [...slugs];
  const known = new Map<string, StackServer>();
  for (let from = 0; from < all.length; from += serversAtOnceMax) {
    const query = new URLSearchParams(all.slice(from, from + serversAtOnceMax).map((slug) => ['slug', slug]));
    const { servers } = StackServers.parse(await ask(`/api/stack/servers?${query}`));
    for (const server of servers) known.set(server.slug, server);
  }
  return known;
}

const Problem = z.object({ title: z.string() });

async function ask(address: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(address, init);
  const body: unknown = await response.json();
  if (response.ok) return body;
  throw new Error(Problem.safeParse(body).data?.title ?? 'The catalogue did not answer.');
}

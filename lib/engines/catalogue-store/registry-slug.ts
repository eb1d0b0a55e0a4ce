import { randomUUID } from 'node:crypto';
import { slugOf } from '@/lib/core/catalogue-model/slug';
import { sha256 } from './rows';

const lengthMax = 200;

/**
 * The slug of a server of the registry, from its name alone: "io.github.owner/server" is "owner-server". Where another
 * server has it, six digits of the name's hash follow, so that the same name comes to the same address again. Who takes
 * both, which can be computed, gets nobody's page: the third is random.
 */
export function newSlugFor(registryName: string, isTaken: (slug: string) => boolean): string {
  const [slug, hashed] = slugsFor(registryName);
  return [slug, hashed].find((wanted) => !isTaken(wanted)) ?? `${slug}-${randomUUID()}`;
}

/** The slugs that a name wants, in this order. */
export function slugsFor(registryName: string): [string, string] {
  const slug = slugOf(registryName.replace(/^io\.github\./i, '')).slice(0, lengthMax);
  return [slug, `${slug}-${sha256(registryName).slice(0, 6)}`];
}

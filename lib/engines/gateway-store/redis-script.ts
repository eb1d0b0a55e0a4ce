import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Scripts are constants of the program: as many as there are. */
const hashes = new Map<string, string>();

/** Runs a script by its hash; a store that was restarted no longer knows it and is sent the text once. */
export async function run(
  redis: Redis,
  script: string,
  keys: readonly string[],
  values: readonly (string | number)[],
): Promise<unknown> {
  const hash = hashes.get(script) ?? createHash('sha1').update(script).digest('hex');
  hashes.set(script, hash);
  try {
    return await redis.evalsha(hash, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(script, keys.length, ...keys, ...values);
  }
}

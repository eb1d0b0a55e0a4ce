import { quoted } from '@/lib/core/policy/document/as-word';

const lengthMax = 60;
const wordsMax = 7;

type Named = { name: string; publisher: string | null; licence: string | null };

/** A server as our sentences may speak of it: what its publisher wrote that could itself be read as a sentence is quoted. */
export function serverInProse<T extends Named>(server: T): T {
  const { name, publisher, licence } = server;
  return {
    ...server,
    name: asTitle(name),
    publisher: publisher && asTitle(publisher),
    licence: licence && asTitle(licence),
  };
}

export function asTitle(text: string): string {
  const isTitle = text.length <= lengthMax && text.split(/\s+/).length <= wordsMax;
  return isTitle && !/[.!?:;…][\s\p{P}]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|["“”]/u.test(text) ? text : quoted(text);
}

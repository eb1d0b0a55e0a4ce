import { db } from '@/lib/db';
import { type FoundTool, foundFields } from './entry';
import { findTools, type Ids, pageSize } from './find-tools';
import type { ServerEntry } from './list-servers';
import { findNearest } from './nearest';
import type { SearchInput } from './schema';
import { searchServers } from './search-servers';
import { areHeld, spellAsCatalogue } from './spelling';

export type SearchResult = {
  /** Servers that are named so themselves; on the first page of a search that is not narrowed. */
  servers: ServerEntry[];
  tools: FoundTool[];
  /** The query as the catalogue spells it, where nothing held it as written and this found something. */
  corrected: string | null;
  /** Nothing held all the words; these are the nearest. */
  approximate: boolean;
  more: boolean;
};

/**
 * Tools that hold every word of the query in their own or their server's name, best first. Where none does: those that
 * hold every word as the catalogue spells it, then those near to every word, then those that hold the most telling one.
 */
export async function searchCatalogue(input: SearchInput): Promise<SearchResult> {
  const words = wordsIn(input.q);
  const exact = (await areHeld(words)) ? await findTools(input, words) : [];
  const found = await resultOf(input, words, exact);
  // A server whose tools are not known is found by its own name alone.
  if (exact.length > 0 || found.servers.length > 0 || words.length === 0) return found;
  const spelled = await spellAsCatalogue(words);
  const corrected = spelled.join(' ');
  const respelled = corrected === words.join(' ') ? [] : await findTools({ ...input, q: corrected }, spelled);
  if (respelled.length > 0) return { ...(await resultOf(input, spelled, respelled)), corrected };
  const nearest = await findNearest(input, spelled);
  return { ...(await resultOf(input, [], nearest)), approximate: nearest.length > 0 };
}

/**
 * Words that are looked for; each costs a look into the index and, where it is misspelt, a comparison with many. A word
 * without a letter or digit is none, and no index would find it.
 */
const wordsMax = 12;

function wordsIn(query: string): string[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(words)].slice(0, wordsMax);
}

async function resultOf(input: SearchInput, words: readonly string[], found: Ids): Promise<SearchResult> {
  const ids = found.slice(0, pageSize).map(({ id }) => id);
  const narrowed = input.category || input.severity || input.page > 1;
  const [rows, servers] = await Promise.all([
    db().catalogueTool.findMany({ where: { id: { in: ids } }, select: { id: true, ...foundFields } }),
    narrowed ? [] : searchServers(words),
  ]);
  const byId = new Map(rows.map(({ id, ...tool }) => [id, tool]));
  const tools = ids.flatMap((id) => byId.get(id) ?? []);
  return { servers, tools, corrected: null, approximate: false, more: found.length > pageSize };
}

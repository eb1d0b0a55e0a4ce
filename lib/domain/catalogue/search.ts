import { db } from '@/lib/base/database/client';
import type { FoundTool } from '@/lib/core/catalogue-model/entry';
import type { SearchInput } from '@/lib/core/catalogue-model/schema';
import { foundFields } from './fields';
import { findTools, type Ids, pageSize, type Wanted } from './find-tools';
import type { ServerEntry } from './list-servers';
import { findNearest } from './nearest';
import { readQuery, type Word, wordsMax } from './query';
import { findServersNamed, searchServers } from './search-servers';
import { areHeld, isHeld, spellAsCatalogue } from './spelling';

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
 * Tools of servers named as the query is, then those that hold every word of it in their own or their server's name, best
 * first. Where none does: those that hold every word as the catalogue spells it, then those near to every word, then those
 * that hold the most telling one.
 */
export async function searchCatalogue(input: SearchInput): Promise<SearchResult> {
  const wanted = await wantedBy(input.q);
  const found = await search(input, wanted);
  // A server whose tools are not known is found by its own name alone.
  if (found.tools.length > 0 || found.servers.length > 0 || wanted.words.length === 0) return found;
  const spelled = await spellAsCatalogue(wanted.words);
  const corrected = spelled.join(' ');
  if (corrected !== wanted.words.join(' ')) {
    const respelled = await search(input, await wantedBy(corrected));
    if (respelled.tools.length > 0) return { ...respelled, corrected };
  }
  const nearest = await findNearest(input, spelled);
  return { ...(await resultOf(nearest)), approximate: nearest.length > 0 };
}

async function wantedBy(text: string): Promise<Wanted> {
  const { words, names, ...named } = readQuery(text);
  const [servers, ...read] = await Promise.all([findServersNamed(names), ...words.map(asHeld)]);
  return { ...named, servers, words: [...new Set(read.flat())].slice(0, wordsMax) };
}

async function asHeld({ whole, singular, parts, isToolName }: Word): Promise<string[]> {
  if (isToolName) return parts;
  if (singular && (await isHeld(singular))) return [singular];
  return parts.length === 1 || (await isHeld(whole)) ? [whole] : parts;
}

async function search(input: SearchInput, wanted: Wanted): Promise<SearchResult> {
  const isHopeless = wanted.servers.length === 0 && !(await areHeld(wanted.words));
  const isNarrowed = input.category || input.severity || input.page > 1;
  const [found, servers] = await Promise.all([
    isHopeless ? [] : findTools(input, wanted),
    isNarrowed ? [] : searchServers(wanted.words, wanted.servers),
  ]);
  return resultOf(found, servers);
}

async function resultOf(found: Ids, servers: ServerEntry[] = []): Promise<SearchResult> {
  const ids = found.slice(0, pageSize).map(({ id }) => id);
  const rows = await db().catalogueTool.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...foundFields },
  });
  const byId = new Map(rows.map(({ id, ...tool }) => [id, tool]));
  const tools = ids.flatMap((id) => byId.get(id) ?? []);
  return { servers, tools, corrected: null, approximate: false, more: found.length > pageSize };
}

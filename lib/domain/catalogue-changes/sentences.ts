import { count, listOf } from '@/lib/core/catalogue-text/wording';
import { asWord, asWords, quoted } from '@/lib/core/policy/document/as-word';
import { severities } from '@/lib/core/risk/weigh/severity';
import type { FeedChange } from './list-feed';
import type { FeedGroup } from './list-groups';

/** What happened, as words that follow the name of the tool or, without one, of the server. */
export function wordsFor(change: FeedChange): string {
  const { kind, tool, toolCount } = change;
  if (tool) return { ...ofTool, reclassified: reclassified(change) }[kind];
  const tools = count(toolCount ?? 0, 'tool');
  if (kind === 'removed') return toolCount ? `was removed with ${tools}` : 'was removed; its tools were not known';
  return toolCount ? `was added with ${tools}` : 'was listed; its tools are not known yet';
}

/** What happened to several tools of one server, as words that stand alone: "14 new tools". */
export function wordsForGroup({ kind, changes, isPart }: Pick<FeedGroup, 'kind' | 'changes' | 'isPart'>): string {
  const amount = `${atLeast(isPart)}${count(changes.length, kind === 'added' ? 'new tool' : 'tool')}`;
  return kind === 'added' ? amount : `${amount} ${kind}`;
}

/** Of a reading that goes on after what was looked at, nothing is counted to its end. */
function atLeast(isPart: boolean): string {
  return isPart ? 'at least ' : '';
}

const namesMax = 20;

/** The names of a group's tools, as far as they are told. */
export function namesIn({ changes, isPart }: Pick<FeedGroup, 'changes' | 'isPart'>): string {
  const names = changes.flatMap(({ tool }) => tool?.name ?? []);
  const rest = names.length - namesMax;
  return listOf(rest > 0 ? [...names.slice(0, namesMax), `${atLeast(isPart)}${rest} more`] : names);
}

/** How risky a group's tools are, the most severe first: "2 Critical and 5 High risk". */
export function risksIn({ changes, isPart }: Pick<FeedGroup, 'changes' | 'isPart'>): string {
  const found = changes.map(({ after, before }) => (after ?? before)?.severity);
  const counted = severities.toReversed().map((one) => ({ one, times: found.filter((other) => other === one).length }));
  const told = counted.filter(({ times }) => times > 0);
  return told.length > 0 ? `${atLeast(isPart)}${listOf(told.map(({ one, times }) => `${times} ${one}`))} risk` : '';
}

const ofTool = { added: 'is new', removed: 'was removed', redefined: 'was redefined' };

function reclassified({ before, after }: FeedChange): string {
  if (!before || !after) return 'was reclassified';
  return `went from ${before.category}, ${before.severity} risk to ${after.category}, ${after.severity} risk`;
}

const partsMax = 6;

/** What differs, in sentences: of the definition, or why the same definition is read otherwise. */
export function differencesOf({ kind, difference, isSameDefinition }: FeedChange): string[] {
  if (kind === 'reclassified' && isSameDefinition)
    return ['Its definition is the same. The rules that classify it changed.'];
  if (!difference) return [];
  if (difference.firstRead) return ['Its definition was not known before.'];
  const { texts, hints, added, removed, retyped, reworded } = difference;
  return [
    ...(texts.length > 0 ? [`Another ${listOf(texts)}.`] : []),
    ...sentence('New', added),
    ...sentence('Gone', removed),
    ...retyped.slice(0, partsMax).map(retypedSentence),
    ...(retyped.length > partsMax ? [`${retyped.length - partsMax} other parameters have another type.`] : []),
    ...sentence('Reworded', reworded),
    ...(hints ? ['Its hints changed.'] : []),
  ];
}

function retypedSentence({ name, from, to }: { name: string; from: string; to: string }): string {
  const told = asWord(name) ?? quoted(name);
  return from === to ? `${told} has different contents.` : `${told} was ${from}; now ${to}.`;
}

function sentence(word: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = asWords(names, partsMax, null);
  const rest = names.length - shown.length;
  const noun = names.length === 1 ? 'parameter' : 'parameters';
  if (shown.length === 0) return [`${word}: ${count(names.length, 'parameter')}.`];
  return [`${word} ${noun}: ${listOf(rest > 0 ? [...shown, `${rest} more`] : shown)}.`];
}

import { verbOf } from '@/lib/core/risk/words/lexicon';
import { conjunctions } from '@/lib/core/risk/words/lists/grammar';
import {
  codeWords,
  connectingVerbs,
  joinedNouns,
  pointerVerbs,
  profilingWords,
  runningVerbs,
  startStop,
} from '@/lib/core/risk/words/lists/running';
import { type SplitName, splitName } from '@/lib/core/risk/words/words';
import type { Weighed, Weighing } from './severity';

/** Running the caller's code is Critical; viewing, measuring and connecting are Medium; the rest is High. */
export function weighRunning({ tool, verb, signals }: Weighed): Weighing {
  const split = splitName(tool.name);
  const brought = givenInName(split.words);
  if (signals.some(({ kind }) => kind === 'code') || (brought && brought !== 'sql')) {
    return { severity: 'Critical', because: 'The caller chooses the code or command that runs.' };
  }
  if (signals.some(({ kind }) => kind === 'sql') || brought) {
    return { severity: 'Critical', because: 'The caller chooses the statement that runs.' };
  }
  const gentle = gentleDeed(tool.name, split, verb);
  if (gentle) {
    return {
      severity: 'Medium',
      because: `“${gentle}” in the name says that it only changes what is seen or measured.`,
    };
  }
  const connects = split.words.some((word) => joinedNouns.has(word))
    ? undefined
    : onlyDeed(tool.name, split, verb, connectingVerbs);
  if (!connects) return { severity: 'High' };
  return { severity: 'Medium', because: `“${connects}” in the name says that it only opens or closes a connection.` };
}

/** "run_sql", "execute_command": the name says that the caller brings the code. */
function givenInName(words: readonly string[]): string | undefined {
  return words.find((word, at) => codeWords.has(word) && runningVerbs.has(words[at - 1] ?? ''));
}

function gentleDeed(name: string, split: SplitName, verb: string | undefined): string | undefined {
  return onlyDeed(name, split, verb, pointerVerbs) ?? endsGently(name, split);
}

/** The verb of the name, if it is one of these and no other word is a verb: "scroll_and_press" also presses. */
function onlyDeed(
  name: string,
  { words, from, to }: SplitName,
  verb: string | undefined,
  among: ReadonlySet<string>,
): string | undefined {
  const at = verb && among.has(verb) ? words.indexOf(verb) : -1;
  const alone = at >= 0 && words.every((word, index) => index === at || !isDeed(word));
  return alone ? name.slice(from[at], to[at]) : undefined;
}

/** At the end of a name: "start_trace", "profiler_stop". "start_trace_server" starts a server. */
function endsGently(name: string, { words, from, to }: SplitName): string | undefined {
  const at = words.length - 2;
  const [first = '', second = ''] = words.slice(-2);
  if (at < 0 || words.slice(0, at).some(isDeed)) return undefined;
  if (startStop.has(first) && profilingWords.has(second)) return name.slice(from[at + 1], to[at + 1]);
  return profilingWords.has(first) && startStop.has(second) ? name.slice(from[at], to[at]) : undefined;
}

/** Whether the word is a further verb; a word that is also a noun counts only if it is more severe. */
function isDeed(word: string): boolean {
  const verb = verbOf(word);
  if (!verb || verb.category === 'Read') return conjunctions.has(word);
  return verb.kind === 'plain' || (verb.kind === 'either' && verb.category !== 'Write');
}

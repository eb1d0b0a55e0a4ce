import { verbOf } from '@/lib/core/risk/words/lexicon';
import { type SplitName, splitName } from '@/lib/core/risk/words/words';
import type { Weighed, Weighing } from './severity';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Moving a pointer or a view: operated, and nothing of what is worked on changes. */
const pointing = set('hover scroll focus');
/** Starting or stopping one of these starts or stops to measure. */
const measuring = set('trace tracing profiler profiling');
const starting = set('start stop');
const connecting = set('connect disconnect reconnect');
/** Connecting one of these gives it to somebody. */
const joins = set('account integration app application user wallet');
const running = set('run execute exec eval evaluate');
const given = set('sql command commands code shell python javascript js bash powershell');

/** What the caller brings is Critical to run; looking, measuring and connecting are Medium; the rest is High. */
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
  const connects = split.words.some((word) => joins.has(word))
    ? undefined
    : onlyDeed(tool.name, split, verb, connecting);
  if (!connects) return { severity: 'High' };
  return { severity: 'Medium', because: `“${connects}” in the name says that it only opens or closes a connection.` };
}

/** "run_sql", "execute_command": the name itself says that the caller brings what is run. */
function givenInName(words: readonly string[]): string | undefined {
  return words.find((word, at) => given.has(word) && running.has(words[at - 1] ?? ''));
}

function gentleDeed(name: string, split: SplitName, verb: string | undefined): string | undefined {
  return onlyDeed(name, split, verb, pointing) ?? endsGently(name, split);
}

/** The verb of the name, where it is one of these and no other word there is a deed: "scroll_and_press" presses as well. */
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

/** "start_trace" and "profiler_stop" end a name; in "start_trace_server" something else is started. */
function endsGently(name: string, { words, from, to }: SplitName): string | undefined {
  const at = words.length - 2;
  const [first = '', second = ''] = words.slice(-2);
  if (at < 0 || words.slice(0, at).some(isDeed)) return undefined;
  if (starting.has(first) && measuring.has(second)) return name.slice(from[at + 1], to[at + 1]);
  return measuring.has(first) && starting.has(second) ? name.slice(from[at], to[at]) : undefined;
}

const joining = set('and or then');

/** Whether the word says that more is done; of words that are nouns as well, those that would weigh more. */
function isDeed(word: string): boolean {
  const verb = verbOf(word);
  if (!verb || verb.category === 'Read') return joining.has(word);
  return verb.kind === 'plain' || (verb.kind === 'either' && verb.category !== 'Write');
}

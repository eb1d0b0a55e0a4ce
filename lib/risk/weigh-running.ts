import type { Weighed, Weighing } from './severity';
import { wordIn, wordsOf } from './words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Moving a pointer or a view, or starting to measure: operated, and nothing of what is worked on changes. */
const gentleWords = set('hover scroll zoom focus trace tracing profiler profiling recording');
const connecting = set('connect disconnect reconnect');
/** Connecting one of these gives it to somebody. */
const joins = set('account integration app application user wallet');
const running = set('run execute exec eval evaluate');
const given = set('sql command commands code shell python javascript js bash powershell');

/** What the caller brings is Critical to run; looking, measuring and connecting are Medium; the rest is High. */
export function weighRunning({ tool, signals }: Weighed): Weighing {
  const words = wordsOf(tool.name);
  const brought = givenInName(words);
  if (signals.some(({ kind }) => kind === 'code') || (brought && brought !== 'sql')) {
    return { severity: 'Critical', because: 'The caller chooses the code or command that runs.' };
  }
  if (signals.some(({ kind }) => kind === 'sql') || brought) {
    return { severity: 'Critical', because: 'The caller chooses the statement that runs.' };
  }
  const gentle = wordIn(tool.name, gentleWords);
  if (gentle) {
    return {
      severity: 'Medium',
      because: `“${gentle}” in the name says that it only changes what is seen or measured.`,
    };
  }
  const connects = words.some((word) => joins.has(word)) ? undefined : wordIn(tool.name, connecting);
  if (!connects) return { severity: 'High' };
  return { severity: 'Medium', because: `“${connects}” in the name says that it only opens or closes a connection.` };
}

/** "run_sql", "execute_command": the name itself says that the caller brings what is run. */
function givenInName(words: readonly string[]): string | undefined {
  return words.find((word, at) => given.has(word) && running.has(words[at - 1] ?? ''));
}

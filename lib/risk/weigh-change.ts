import { accessReason } from './access';
import type { Weighed, Weighing } from './severity';
import type { Signal } from './signals';
import { singular, wordsOf } from './words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What holds code and runs it when something happens. */
const laterRun = set('action hook trigger script rule function package plugin macro extension cron');
/** A Write that outlasts the call is High: access that is given, code that is kept, a place that data goes to. */
export function weighChange({ tool, parameters, signals }: Weighed): Weighing {
  const access = accessReason(tool.name, parameters, tool.siblings ?? []);
  if (access) return { severity: 'High', because: access };
  const code = wordsOf(tool.name).some((word) => laterRun.has(word)) && signals.find(({ kind }) => kind === 'code');
  if (code)
    return { severity: 'High', because: `What “${code.evidence.quote}” holds is run later, without this call.` };
  const hook = signals.find((signal) => sendsFromThenOn(signal, tool.name));
  if (hook) return { severity: 'High', because: `“${hook.evidence.quote}” decides where data is sent from then on.` };
  return { severity: 'Medium' };
}

const lasting = set('subscription alert monitor notification');
const callbacks = set('webhook callback notification');

/** A webhook that is set sends at every event, long after the call. */
function sendsFromThenOn({ kind, evidence }: Signal, name: string): boolean {
  if (kind !== 'url') return false;
  const words = wordsOf(name);
  if (words.some((word) => word === 'send' || word === 'post')) return false;
  const nouns = words.map(singular);
  const calls = nouns.some((noun) => lasting.has(noun)) && wordsOf(evidence.quote).some((word) => callbacks.has(word));
  return calls || nouns.includes('webhook');
}

import type { Sentence } from '@/lib/core/policy/diff/diff';
import type { Standstill } from './publish-bar';
import type { Draft } from './use-draft';

export type Version = { number: number; document: string };

type Judged = {
  state: Pick<Draft['state'], 'text' | 'problems'>;
  findings: readonly Pick<Draft['findings'][number], 'level'>[];
  unfinished: Draft['unfinished'];
};

/** A form sends line ends as CR LF, whatever was typed; between the members of JSON both are nothing. */
export function plainLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** What was typed and is not in the policy must not be taken for published. */
function unfinishedIn({ unfinished }: Judged): Standstill | null {
  if (unfinished.size === 0) return null;
  return { kind: 'invalid', text: `Nothing can be published until you fix ${[...unfinished.keys()].join(' and ')}.` };
}

/** Where a draft stands against the version that is live, and whether it can become the next one. */
export function standstillOf(draft: Judged, live: Version | null, changes: readonly Sentence[]): Standstill {
  const { text, problems } = draft.state;
  const unfinished = unfinishedIn(draft);
  if (unfinished !== null) return unfinished;
  if (problems.length > 0) return { kind: 'invalid', text: 'Nothing can be published until policy.json is valid.' };
  const errors = draft.findings.filter(({ level }) => level === 'error').length;
  if (errors > 0) {
    const found = errors === 1 ? 'an error' : `${errors} errors`;
    return { kind: 'errors', text: `The checks found ${found}; nothing can be published until it is fixed.` };
  }
  if (!live) return { kind: 'ready', text: 'Not published yet.' };
  const version = `version ${live.number}`;
  if (text === plainLines(live.document))
    return { kind: 'same', text: `Nothing changed since ${version}, which is live.` };
  if (changes.length === 0) return { kind: 'ready', text: `Written differently, with the same effect as ${version}.` };
  const wider = changes.filter(({ kind }) => kind === 'wider').length;
  const count = changes.length === 1 ? 'One change' : `${changes.length} changes`;
  return { kind: 'ready', text: `${count} to ${version}${wider > 0 ? `, ${wider} open more` : ''}` };
}

import { isFilePath } from '@/lib/core/risk/read/file-path';
import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import type { Signal, SignalKind } from '@/lib/core/risk/read/signals';

type Carried = Exclude<SignalKind, 'many_parameters'> | 'file';

/** What one argument of the kind carries, and what several do. */
const carries: Readonly<Record<Carried, readonly [string, string]>> = {
  file: ['a file path, which decides what a call reaches', 'file paths, which decide what a call reaches'],
  path: ['a path, which decides what a call reaches', 'paths, which decide what a call reaches'],
  url: ['a URL, which decides whom a call talks to', 'URLs, which decide whom a call talks to'],
  code: ['code or a command, written by the caller', 'code or commands, written by the caller'],
  sql: ['SQL, which can say more than the tool’s name does', 'SQL, which can say more than the tool’s name does'],
  html: ['HTML, which others may render', 'HTML, which others may render'],
  credential: [
    'a credential, which then stands in the conversation',
    'credentials, which then stand in the conversation',
  ],
  bulk: ['a list, so one call can touch many things', 'lists, so one call can touch many things'],
};

const namesShown = 4;

/** One sentence for each kind of signal. */
export function aboutSignals(signals: readonly Signal[], tool: string, parameters: readonly Parameter[]): string[] {
  const names = new Map<Carried, string[]>();
  for (const { kind, evidence } of signals) {
    if (kind === 'many_parameters') continue;
    const carried = kind === 'path' && isFile(evidence.quote, tool, parameters) ? 'file' : kind;
    names.set(carried, [...(names.get(carried) ?? []), evidence.quote]);
  }
  const many = signals.find(({ kind }) => kind === 'many_parameters');
  const told = [...names].map(([kind, quotes]) => sentence(kind, quotes));
  if (!many) return told;
  return [...told, `It takes ${parameters.length} arguments, more than a reader checks at a glance.`];
}

function sentence(kind: Carried, quotes: readonly string[]): string {
  const [one, several] = carries[kind];
  if (quotes.length === 1) return `Its argument “${quotes[0]}” takes ${one}.`;
  const shown = quotes.slice(0, namesShown).map((quote) => `“${quote}”`);
  const rest = quotes.length - shown.length;
  const last = rest > 0 ? `${rest} more` : (shown.pop() ?? '');
  return `Its arguments ${shown.join(', ')} and ${last} take ${several}.`;
}

function isFile(name: string, tool: string, parameters: readonly Parameter[]): boolean {
  const parameter = parameters.find((one) => one.name === name);
  return isFilePath({ name, description: parameter?.description ?? '' }, tool);
}

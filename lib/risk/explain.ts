import type { ToolDefinition, Verdict } from './classify';
import type { Evidence } from './evidence';
import type { Hints } from './hints';
import type { Category } from './lexicon';
import type { PerValue } from './per-value';
import type { NameReading } from './read-name';
import type { Signal, SignalKind } from './signals';

export type Account = {
  tool: ToolDefinition;
  verdict: Verdict;
  name: NameReading | undefined;
  hints: Hints;
  signals: readonly Signal[];
  perValue: PerValue | undefined;
  because: string | undefined;
};

const deed: Readonly<Record<Category, string>> = {
  Read: 'reads and changes nothing',
  Write: 'creates or changes something',
  Execute: 'runs something',
  Destructive: 'removes or ends something',
  Financial: 'moves money or something of value',
  Other: 'does something that its name does not tell',
};

const carries: Readonly<Record<SignalKind, string>> = {
  path: 'a file path, which decides where it reaches',
  url: 'a URL, which decides whom it talks to',
  code: 'code or a command, written by the caller',
  sql: 'SQL, which can say more than the tool’s name does',
  html: 'HTML, which others may render',
  credential: 'a credential, which ends up in the conversation',
  bulk: 'a list, so one call can touch many things',
  many_parameters: '',
};

/** The reasons in sentences, each made from a piece of the evidence. */
export function rationaleOf(account: Account): string[] {
  return [
    ...aboutName(account),
    ...aboutValues(account.perValue),
    ...aboutConflict(account),
    ...aboutHints(account),
    ...aboutSignals(account.signals),
    ...(account.because ? [account.because] : []),
    ...aboutKnowledge(account),
  ];
}

function aboutName({ name, verdict, perValue }: Account): string[] {
  if (!name) {
    if (perValue) return ['The name holds no verb that tells.'];
    const described = verdict.evidence.find(({ place }) => place === 'description');
    if (described)
      return [
        `The name holds no verb that tells; the description, “${described.quote}”, says that it ${deed[verdict.category]}.`,
      ];
    return ['Neither name nor description tells what a call does, so it is treated as able to change something.'];
  }
  const siblings = verdict.evidence.filter(({ place }) => place === 'sibling');
  if (name.kind === 'verb') return [`“${name.said}” in the name says that it ${deed[name.category]}.`];
  const ambiguous = `“${name.word}” is ambiguous: it leaves open whether a call only reads, changes or removes something.`;
  return siblings.length === 0 ? [ambiguous] : [ambiguous, aboutSiblings(siblings)];
}

function aboutSiblings(siblings: readonly Evidence[]): string {
  const names = listOf(siblings.map(({ quote }) => quote));
  return `The same server offers ${names}, so it does more than read.`;
}

function aboutValues(perValue: PerValue | undefined): string[] {
  if (!perValue) return [];
  const risky = perValue.values.filter(({ category }) => category !== 'Read');
  if (risky.length === 0) return [`Every value of “${perValue.parameter}” only reads.`];
  const told = risky.map(({ value, category }) => `“${value}” (${category})`);
  return [`The argument “${perValue.parameter}” selects what is done: ${listOf(told)}; the most severe value counts.`];
}

function aboutConflict({ verdict, name, perValue }: Account): string[] {
  const described = verdict.evidence.find(({ place }) => place === 'description');
  if (!name || !described?.category || perValue || described.category === name.category) return [];
  const said = `The description, “${described.quote}”, says that it ${deed[described.category]}`;
  return [
    described.category === verdict.category
      ? `${said}, which counts for more.`
      : `${said}; the more severe reading is kept.`,
  ];
}

function aboutHints({ hints, verdict, tool }: Account): string[] {
  const said = hints.evidence.map(({ quote }) => `“${quote}”`);
  if (said.length === 0) return [];
  const one = said.length === 1;
  const subject = `The publisher’s ${one ? 'hint' : 'hints'} ${listOf(said)}`;
  if (hints.readOnly === true && verdict.category !== 'Read') {
    return [
      `${subject} ${one ? 'contradicts' : 'contradict'} this reading of “${tool.name}”; a hint is a claim, so confidence is lower.`,
    ];
  }
  if (hints.readOnly === false && verdict.contested) {
    return [`${subject} ${one ? 'admits' : 'admit'} more than the name tells.`];
  }
  return [`${subject} ${one ? 'was taken as a claim' : 'were taken as claims'}, not as proof.`];
}

function aboutSignals(signals: readonly Signal[]): string[] {
  return signals.slice(0, 4).flatMap(({ kind, evidence }) => {
    if (kind === 'many_parameters') return [`It takes ${evidence.quote}, more than a reader checks at a glance.`];
    return [`“${evidence.quote}” takes ${carries[kind]}.`];
  });
}

function aboutKnowledge({ tool }: Account): string[] {
  if (tool.knowledge === 'listed')
    return ['It is known by name only: its description and arguments have not been read, so confidence is reduced.'];
  if (!tool.description) return ['No description of it was read, so its name and arguments had to tell.'];
  return [];
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

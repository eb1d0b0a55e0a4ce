import type { Evidence } from '@/lib/core/risk/read/evidence';
import type { Hints } from '@/lib/core/risk/read/hints';
import type { PerValue } from '@/lib/core/risk/read/per-value';
import type { NameReading } from '@/lib/core/risk/read/read-name';
import type { Parameter } from '@/lib/core/risk/read/schema-reading';
import type { Signal } from '@/lib/core/risk/read/signals';
import type { Verdict } from '@/lib/core/risk/weigh/verdict';
import { type Category, worst } from '@/lib/core/risk/words/lexicon';
import type { ToolDefinition } from './classify';
import { aboutSignals } from './explain-signals';

export type Account = {
  tool: ToolDefinition;
  parameters: readonly Parameter[];
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
  Execute: 'runs or operates something',
  Destructive: 'removes or ends something',
  Financial: 'moves money or something of value',
  Other: 'does something that its name does not tell',
};

/** Values that a sentence names before it counts the rest. */
const valuesShown = 6;

/** The reasons as sentences, each from one piece of evidence. */
export function rationaleOf(account: Account): string[] {
  return [
    ...aboutName(account),
    ...aboutValues(account.perValue),
    ...aboutConflict(account),
    ...aboutRaise(account),
    ...aboutHints(account),
    ...aboutSignals(account.signals, account.tool.name, account.parameters),
    ...(account.because ? [account.because] : []),
    ...aboutKnowledge(account),
  ];
}

function aboutName(account: Account): string[] {
  const { name, verdict, tool } = account;
  if (!name) return aboutNamelessness(account);
  const { said, word, kind, category, weight } = name;
  if (category === 'Read' && kind !== 'open' && weight < 0.75) {
    return [`“${said}” in the name is a thing to look at, and no verb says that a call does more.`];
  }
  const saying = said === tool.name ? 'Its name' : `“${said}” in the name`;
  if (kind === 'verb') return [`${saying} says that it ${deed[category]}.`];
  if (kind === 'noun' && category === 'Execute') return [`“${said}” in the name is a thing that runs.`];
  if (kind === 'noun') return [`“${said}” in the name stands for a deed: a call ${deed[category]}.`];
  if (category === 'Read') return [`“${said}” usually reads, and leaves open whether a call can do more.`];
  const siblings = verdict.evidence.filter(({ place }) => place === 'sibling');
  const ambiguous = `“${word}” is ambiguous: it leaves open whether a call only reads, changes or removes something`;
  const settled = category === 'Other' && !account.perValue ? ', and what it is done to does not settle that.' : '.';
  return [ambiguous + settled, ...(siblings.length > 0 ? [aboutSiblings(siblings)] : [])];
}

function aboutNamelessness({ tool, verdict, perValue }: Account): string[] {
  if (perValue) return ['The name holds no verb that tells what a call does.'];
  const told = describedBy(verdict);
  if (told?.category) {
    return [
      `The name holds no verb that tells what a call does; the ${told.place}, ${cited(told)}, says that it ${deed[told.category]}.`,
    ];
  }
  const silent = tool.description ? 'Neither name nor description tells' : 'The name does not tell';
  return [`${silent} what a call does, so it is treated as able to change something.`];
}

/** The first words of the description, or of the title if that decided. */
function describedBy(verdict: Verdict): Evidence | undefined {
  return verdict.evidence.find(({ place }) => place === 'description' || place === 'title');
}

/** A quotation inside a sentence, without its own full stop. */
function cited({ quote }: Evidence): string {
  return `“${quote.replace(/[.!?:]+$/, '')}”`;
}

function aboutRaise({ name, verdict: { raisedBy, why, category } }: Account): string[] {
  if (!raisedBy) return [];
  const { place, quote } = raisedBy;
  if (why) return [`Its argument “${quote}” ${why}: a call ${deed[category]}.`];
  const told = name?.category === 'Execute' ? 'run something' : name?.category === 'Write' ? 'write' : 'read';
  if (place === 'parameter' && name?.category === category) return [];
  if (place === 'parameter') return [`Its argument “${quote}” lets a call do more than ${told}: it ${deed[category]}.`];
  if (place === 'name') return [`“${quote}” in the name says that a call ${deed[category]}.`];
  return [`Its description also says “${quote}”: a call ${deed[category]}.`];
}

function aboutSiblings(siblings: readonly Evidence[]): string {
  const names = listOf(siblings.map(({ quote }) => quote));
  return `The same server offers ${names}, so the server does more than read.`;
}

function aboutValues(perValue: PerValue | undefined): string[] {
  if (!perValue) return [];
  const { parameter, values } = perValue;
  const mostSevere = worst(values.map(({ category }) => category));
  if (mostSevere === 'Read') return [`Every value of “${parameter}” only reads.`];
  const told = values.filter(({ category }) => category === mostSevere).map(({ value }) => `“${value}”`);
  const shown = told.length > valuesShown ? [...told.slice(0, valuesShown), `${told.length - valuesShown} more`] : told;
  const count = told.length === 1 ? 'value is' : 'values are';
  const selects = `The argument “${parameter}” selects what is done`;
  if (mostSevere === 'Other') return [`${selects}, and what ${listOf(shown)} may do cannot be told.`];
  return [`${selects}, and the most severe value counts: its ${mostSevere} ${count} ${listOf(shown)}.`];
}

function aboutConflict({ verdict, name, perValue }: Account): string[] {
  const told = describedBy(verdict);
  if (!name || !told?.category || perValue || told === verdict.raisedBy || told.category === name.category) return [];
  const said = `The ${told.place}, ${cited(told)}, says that it ${deed[told.category]}`;
  return [
    told.category === verdict.category
      ? `${said}, which counts for more.`
      : `${said}; the more severe reading is kept.`,
  ];
}

function aboutHints({ hints, verdict, tool }: Account): string[] {
  const said = hints.evidence.map(({ quote }) => `“${quote}”`);
  if (said.length === 0) return [];
  const several = said.length > 1;
  const hint = `The publisher’s ${several ? 'hints' : 'hint'} ${listOf(said)}`;
  const verb = (stem: string) => `${stem}${several ? '' : 's'}`;
  if (hints.readOnly === true && verdict.category !== 'Read') {
    return verdict.category === 'Other'
      ? [`${hint} ${verb('say')} that it only reads; nothing else does, and a hint is a claim.`]
      : [`${hint} ${verb('contradict')} this reading of “${tool.name}”; a hint is a claim, so confidence is lower.`];
  }
  if (hints.readOnly === false && verdict.contested) return [`${hint} ${verb('admit')} more than the name tells.`];
  const heard = several ? 'they are heard as claims, not as proof' : 'it is heard as a claim, not as proof';
  const claimsMore = hints.destructive === true && verdict.category !== 'Destructive';
  if (claimsMore) return [`${hint} ${verb('say')} that a call can destroy; ${heard}.`];
  return [`${hint} ${agrees(hints, verdict.category) ? verb('agree') : `${verb('settle')} nothing`}; ${heard}.`];
}

function agrees({ readOnly, destructive }: Hints, category: Category): boolean {
  return category === 'Read' ? readOnly === true : readOnly === false || destructive === true;
}

function aboutKnowledge({ tool, parameters, verdict }: Account): string[] {
  if (verdict.unread) return ['Its definition is longer than is read, so nothing is taken for harmless.'];
  if (tool.knowledge === 'listed')
    return ['It is known by name only: its description and arguments have not been read, so confidence is reduced.'];
  if (tool.description) return [];
  const told = parameters.length > 0 ? 'its name and arguments' : 'its name';
  return [`It is judged without a description, by ${told} alone.`];
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

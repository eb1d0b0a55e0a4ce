import type { Risk } from '@/lib/core/risk/classify';
import type { SignalKind } from '@/lib/core/risk/read/signals';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

/** Known facts of a tool; absent ones match nothing. */
export type Exposable = Pick<Risk, 'category' | 'signals'> &
  Partial<Pick<Risk, 'severity' | 'perValue' | 'evidence'>> & { knowledge?: 'introspected' | 'listed' };

/** One reason why a pattern applies: all of its conditions must hold. */
export type Exposure = {
  categories?: readonly Category[];
  severities?: readonly Severity[];
  /** One of them is enough; the argument is quoted after `because`. */
  signals?: readonly SignalKind[];
  /** A value of an argument in one of these categories; it is quoted after `because`. */
  values?: readonly Category[];
  /** The verb of the name is one of these; it is quoted after `because`. */
  verbs?: readonly string[];
  knowledge?: 'listed';
  /** 1 to 9: how close the pattern is to what such a tool does. */
  weight: number;
  /** A clause that follows "because". */
  because: string;
};

export type Exposed = { weight: number; because: string };

/** The strongest reason why a pattern applies; undefined: none. */
export function exposureOf(exposures: readonly Exposure[], tool: Exposable): Exposed | undefined {
  const found = exposures.flatMap((exposure) => match(exposure, tool) ?? []);
  return found.toSorted((one, other) => other.weight - one.weight)[0];
}

function match(exposure: Exposure, tool: Exposable): Exposed | undefined {
  if (!isOfKind(exposure, tool)) return undefined;
  const { signals, values, verbs, weight, because } = exposure;
  const quotes = [
    ...(signals ? [signalQuoteOf(signals, tool)] : []),
    ...(values ? [valueQuoteOf(values, tool)] : []),
    ...(verbs ? [verbQuoteOf(verbs, tool)] : []),
  ];
  if (quotes.includes(undefined)) return undefined;
  return { weight, because: quotes.length > 0 ? `${because} (${quotes.join(', ')})` : because };
}

function isOfKind({ categories, severities, knowledge }: Exposure, tool: Exposable): boolean {
  if (categories && !categories.includes(tool.category)) return false;
  if (severities && !(tool.severity && severities.includes(tool.severity))) return false;
  return knowledge === undefined || knowledge === tool.knowledge;
}

function signalQuoteOf(kinds: readonly SignalKind[], { signals }: Exposable): string | undefined {
  return signals.find(({ kind }) => kinds.includes(kind))?.evidence.quote;
}

function valueQuoteOf(categories: readonly Category[], { perValue }: Exposable): string | undefined {
  const found = perValue?.values.find(({ category }) => categories.includes(category));
  return found && `${perValue?.parameter}=${found.value}`;
}

function verbQuoteOf(verbs: readonly string[], { evidence = [] }: Exposable): string | undefined {
  return evidence.find(({ place, quote }) => place === 'name' && verbs.includes(quote.toLowerCase()))?.quote;
}

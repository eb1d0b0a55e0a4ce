import type { Evidence } from '@/lib/core/risk/read/evidence';
import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import type { Signal } from '@/lib/core/risk/read/signals';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { billedNouns, billingWords, chainWords, identifierWords, walletKeys } from '@/lib/core/risk/words/lists/money';
import {
  clusterPrograms,
  liveNouns,
  manifestPlaces,
  puttingVerbs,
  shellNouns,
} from '@/lib/core/risk/words/lists/running';
import { singular, wordsOf } from '@/lib/core/risk/words/words';

/** `why` continues “Its argument …”. */
export type Raised = { category: Category; evidence: Evidence; why?: string };

/** Why a Write is more than a Write. */
export function beyondWriting(
  name: string,
  parameters: readonly Parameter[],
  signals: readonly Signal[],
): Raised | undefined {
  const words = wordsOf(name);
  return (
    signedByWallet(words, parameters) ??
    billed(words, parameters) ??
    putLive(words, signals) ??
    opensShell(words, signals) ??
    declared(parameters) ??
    ofCluster(name)
  );
}

function argument(name: string, category: Category, why: string): Raised {
  return { category, why, evidence: { place: 'parameter', quote: name, parameter: name, category } };
}

/** A private key beside a contract or a token signs a transaction. */
function signedByWallet(words: readonly string[], parameters: readonly Parameter[]): Raised | undefined {
  const key = parameters.find(({ name }) => {
    const of = wordsOf(name);
    if (identifierWords.has(of.at(-1) ?? '')) return false;
    return of.some((word) => walletKeys.has(word)) || (of.includes('private') && of.includes('key'));
  });
  if (!key) return undefined;
  const onChain = (of: readonly string[]) => of.some((word) => chainWords.has(word));
  return onChain(words) || parameters.some(({ name }) => onChain(wordsOf(name)))
    ? argument(key.name, 'Financial', 'signs for a wallet')
    : undefined;
}

/** A subscription is Financial if its arguments mention billing. */
function billed(words: readonly string[], parameters: readonly Parameter[]): Raised | undefined {
  if (words.includes('preview') || !words.some((word) => billedNouns.has(singular(word)))) return undefined;
  const bill = parameters.flatMap(withInner).find(({ name }) => wordsOf(name).some((word) => billingWords.has(word)));
  return bill && argument(bill.name, 'Financial', 'speaks of billing');
}

/** A deployed worker runs the new code on its next request. */
function putLive(words: readonly string[], signals: readonly Signal[]): Raised | undefined {
  if (!words.some((word) => puttingVerbs.has(word)) || !words.some((word) => liveNouns.has(singular(word))))
    return undefined;
  const code = signals.find(({ kind }) => kind === 'code');
  return code && argument(code.evidence.quote, 'Execute', 'is live once it is put there');
}

/** A terminal created with a command runs it. */
function opensShell(words: readonly string[], signals: readonly Signal[]): Raised | undefined {
  const code = words.some((word) => shellNouns.has(word)) ? signals.find(({ kind }) => kind === 'code') : undefined;
  return code && argument(code.evidence.quote, 'Execute', 'is run in the terminal');
}

/** A Kubernetes manifest, as a document or as "metadata" and "spec": the cluster runs it. */
function declared(parameters: readonly Parameter[]): Raised | undefined {
  const manifest = parameters.find(({ name, inner }) => {
    if (name === 'manifest') return parameters.some((one) => manifestPlaces.has(one.name.toLowerCase()));
    return inner.some((one) => one.name === 'metadata') && inner.some((one) => one.name === 'spec');
  });
  return manifest && argument(manifest.name, 'Execute', 'declares what a cluster runs');
}

/** A cluster runs what these programs write. */
function ofCluster(name: string): Raised | undefined {
  const program = /^[a-z]+/.exec(name)?.[0] ?? '';
  if (!clusterPrograms.has(program)) return undefined;
  return { category: 'Execute', evidence: { place: 'name', quote: program, category: 'Execute' } };
}

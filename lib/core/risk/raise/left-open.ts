import type { Signal } from '@/lib/core/risk/read/signals';
import {
  callbackWords,
  dnsPairs,
  dnsWords,
  exposedNouns,
  exposingVerbs,
  forwardingPairs,
  forwardingWords,
  guards,
  lastingNouns,
  linkPairs,
  loosening,
  settingVerbs,
  unguardingVerbs,
} from '@/lib/core/risk/words/lists/exposure';
import { pairIn, type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';

/** Why a Write leaves an opening after the call: less protection, a way in, or a way out for later data. */
export function leftOpen(name: string, signals: readonly Signal[]): string | undefined {
  const split = splitName(name);
  return (
    lowersGuard(name, split.words) ??
    whereNamesLead(name, split) ??
    leadsElsewhere(name, split) ??
    letsFollow(name, split) ??
    sends(split.words, signals)
  );
}

function lowersGuard(name: string, words: readonly string[]): string | undefined {
  const unguards = wordIn(name, unguardingVerbs);
  if (unguards) return `“${unguards}” in the name says that it takes a protection away.`;
  const guard = words.some((word) => loosening.has(word)) ? wordIn(name, guards) : undefined;
  if (guard) return `“${guard}” in the name is a protection, and the call takes it away.`;
  const exposes = words.some((word) => exposedNouns.has(word)) ? wordIn(name, exposingVerbs) : undefined;
  return exposes && `“${exposes}” in the name says that it can be reached from outside from then on.`;
}

/** DNS and domain records decide who receives mail, traffic and certificates. */
function whereNamesLead(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => settingVerbs.has(word))) return undefined;
  const quote = wordIn(name, dnsWords) ?? pairIn(name, split, dnsPairs);
  return quote && `“${quote}” in the name says that it decides where a domain leads.`;
}

function leadsElsewhere(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => settingVerbs.has(word))) return undefined;
  const quote = wordIn(name, forwardingWords) ?? pairIn(name, split, forwardingPairs);
  return quote && `“${quote}” in the name says that it decides where mail or traffic goes from then on.`;
}

/** Links that are generated to be followed by others. */
function letsFollow(name: string, split: SplitName): string | undefined {
  const link = split.words.includes('generate') ? pairIn(name, split, linkPairs) : undefined;
  return link && `“${link}” in the name lets in whoever has it.`;
}

function sends(words: readonly string[], signals: readonly Signal[]): string | undefined {
  const hook = signals.find((signal) => sendsFromThenOn(signal, words));
  return hook && `“${hook.evidence.quote}” decides where data is sent from then on.`;
}

/** A webhook sends on every later event. */
function sendsFromThenOn({ kind, evidence }: Signal, words: readonly string[]): boolean {
  if (kind !== 'url') return false;
  if (words.some((word) => word === 'send' || word === 'post')) return false;
  const nouns = words.map(singular);
  const calls =
    nouns.some((noun) => lastingNouns.has(noun)) && wordsOf(evidence.quote).some((word) => callbackWords.has(word));
  return calls || nouns.includes('webhook');
}

import type { Signal } from '@/lib/core/risk/read/signals';
import { pairIn, pairSet } from '@/lib/core/risk/words/pairs';
import { type SplitName, singular, splitName, wordIn, wordsOf } from '@/lib/core/risk/words/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Why a Write leaves something open after the call: a guard taken away, a way in, or a way out for what comes later. */
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

const unguarding = set('unprotect');
const loosening = set('disable deactivate');
const guards = set('lock protection privacy mfa 2fa firewall antivirus security encryption');
const exposing = set('expose');
const exposed = set('port service endpoint');

function lowersGuard(name: string, words: readonly string[]): string | undefined {
  const unguards = wordIn(name, unguarding);
  if (unguards) return `“${unguards}” in the name says that it takes a protection away.`;
  const guard = words.some((word) => loosening.has(word)) ? wordIn(name, guards) : undefined;
  if (guard) return `“${guard}” in the name is a protection, and the call takes it away.`;
  const exposes = words.some((word) => exposed.has(word)) ? wordIn(name, exposing) : undefined;
  return exposes && `“${exposes}” in the name says that it can be reached from outside from then on.`;
}

const sets = set('create add set update edit change modify register put replace enable');
const namePairs = pairSet('domain record,domain forwarding,name server');
const nameWords = set('dns nameserver nameservers');

/** Whoever changes these receives what others send to the name, mail and certificates included. */
function whereNamesLead(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => sets.has(word))) return undefined;
  const quote = wordIn(name, nameWords) ?? pairIn(name, split, namePairs);
  return quote && `“${quote}” in the name says that it decides where a domain leads.`;
}

const leading = set('forwarder forwarders autoforward autoforwarding proxy proxies');
const leadingPairs = pairSet('mail rule,inbox rule,message rule,forwarding rule,forwarding address');

function leadsElsewhere(name: string, split: SplitName): string | undefined {
  if (!split.words.some((word) => sets.has(word))) return undefined;
  const quote = wordIn(name, leading) ?? pairIn(name, split, leadingPairs);
  return quote && `“${quote}” in the name says that it decides where mail or traffic goes from then on.`;
}

const linksIn = pairSet(
  'share link,sharing link,shared link,invite link,invitation link,public link,join link,login link,signin link,' +
    'magic link,share url,sharing url,shared url,invite url,invitation url,public url,join url,login url,signin url',
);

/** A link of this kind is generated to be followed by others. */
function letsFollow(name: string, split: SplitName): string | undefined {
  const link = split.words.includes('generate') ? pairIn(name, split, linksIn) : undefined;
  return link && `“${link}” in the name lets in whoever has it.`;
}

function sends(words: readonly string[], signals: readonly Signal[]): string | undefined {
  const hook = signals.find((signal) => sendsFromThenOn(signal, words));
  return hook && `“${hook.evidence.quote}” decides where data is sent from then on.`;
}

const lasting = set('subscription alert monitor notification');
const callbacks = set('webhook callback notification');

/** A webhook that is set sends at every event, long after the call. */
function sendsFromThenOn({ kind, evidence }: Signal, words: readonly string[]): boolean {
  if (kind !== 'url') return false;
  if (words.some((word) => word === 'send' || word === 'post')) return false;
  const nouns = words.map(singular);
  const calls = nouns.some((noun) => lasting.has(noun)) && wordsOf(evidence.quote).some((word) => callbacks.has(word));
  return calls || nouns.includes('webhook');
}

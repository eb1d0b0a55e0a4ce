import type { Policy } from '@/lib/core/policy/document/schema';
import { matches } from './reference-globs.test-data';

/** Of URIs of small alphabets: what is special of hosts and Unicode is for the tests beside decideResource. */
export function referenceResource(policy: Policy, uri: string): string {
  const { resources: rules } = policy;
  if (!rules) return '';
  const deny = rules.deny ?? [];
  const allow = rules.default === 'deny' ? (rules.allow ?? []) : [];
  const byDefault = rules.default === 'deny' ? '/resources/default' : '';
  if (deny.length + allow.length === 0) return byDefault;
  const literal = deny.findIndex((pattern) => matches(pattern, uri));
  if (literal !== -1) return `/resources/deny/${literal}`;
  const plain = decoded(uri);
  const dots = plain.split(/[/:?#]/).some((part) => /^[ .]*$/.test(part.replace(/;.*/, '')) && part.includes('.'));
  if (dots || plain.replace(/:\/+/, ':/').includes('//')) return '(unclear URI)';
  const read = everyReading(plain);
  const loosely = deny.findIndex((pattern) =>
    read.some((reading) => patternsOf(pattern).some((one) => matches(one, reading))),
  );
  if (loosely !== -1) return `/resources/deny/${loosely}`;
  return opens(allow, uri) ? '' : byDefault;
}

export function referencePrompt(policy: Policy, name: string): string {
  const { prompts: rules } = policy;
  if (!rules) return '';
  const read = [name, name.replace(/\0.*/, '')].map((one) =>
    one
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\0\u200b]/g, '')
      .trim(),
  );
  const deny = rules.deny ?? [];
  const exactly = deny.findIndex((pattern) => matches(pattern, name));
  const denied = exactly !== -1 ? exactly : deny.findIndex((pattern) => read.some((one) => matches(pattern, one)));
  if (denied !== -1) return `/prompts/deny/${denied}`;
  const allowed = rules.default === 'allow' || (rules.allow ?? []).some((pattern) => matches(pattern, name));
  return allowed ? '' : '/prompts/default';
}

const decoded = (uri: string) =>
  uri.toLowerCase().replaceAll('%2e', '.').replaceAll('%61', 'a').replaceAll('%20', ' ').replaceAll('%2f', '/');

/** What one reader does that another does not do; it may do several of them, in any order. */
const quirks: ((uri: string) => string)[] = [
  (uri) => uri.replace(/^url:/, ''),
  (uri) => uri.replace(/#.*/, ''),
  (uri) => uri.replace(/\?.*/, ''),
  (uri) => uri.replace(/;.*/, ''),
  (uri) => uri.replace(/;[^/?#]*/, ''),
  (uri) => uri.replace(/^((?:url:)?[a-z]+:\/*)[^/?#]*@/, '$1'),
  (uri) => uri.replace(/^((?:url:)?[a-z]+:\/*[^/?#:]*):\d+(?=[/?#]|$)/, '$1'),
  (uri) => uri.replace(/([^/:])[ .]+(?=\/|$)/g, '$1'),
  (uri) => uri.replace(/([^/])\/$/, '$1'),
  (uri) => uri.replace(/^([a-z]+:)\/*(?=[^/])/, '$1/'),
];

const withoutHost = (uri: string) => uri.replace(/^([a-z]+):(?:\/\/|\/{4,})[^/?#]+\/(?=[^/])/, '$1:///');

function everyReading(plain: string): string[] {
  const read = new Set([plain]);
  for (const one of read) for (const quirk of quirks) read.add(quirk(one));
  return [...read].flatMap((uri) => [uri, withoutHost(uri)]);
}

/** A pattern with an empty host also names a URI whose host a reader ignores; every other is read as URIs are. */
function patternsOf(pattern: string): string[] {
  const folded = pattern.toLowerCase();
  const one = folded.replace(/^([a-z]+:)\/*/, '$1/');
  return folded.includes(':///') ? [one, folded] : [one];
}

/** What a star stands for opens nothing by a fragment, a query or a parameter. */
function opens(allow: string[], uri: string): boolean {
  const cuts = ['#', '?', ';'].filter((mark) => uri.includes(mark));
  const before = (text: string, mark: string) => text.split(mark)[0] ?? '';
  return allow.some(
    (pattern) =>
      matches(pattern, uri) &&
      cuts.every(
        (mark) =>
          allow.some((other) => matches(other, before(uri, mark))) ||
          (pattern.includes(mark) && matches(before(pattern, mark), before(uri, mark))),
      ),
  );
}

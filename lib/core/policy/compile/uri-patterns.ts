import { globMatcher } from '@/lib/core/policy/document/names';
import type { Readings } from './uri-readings';
import { looseText, oneSlash, withoutTail } from './uri-text';

/** A pattern held against the readings of a URI. */
export type LoosePattern = {
  /** What precedes the first star in each of its forms. */
  heads: readonly string[];
  matches: (readings: Readings) => boolean;
};

const schemeOnly = /^([^/?#:]*:)(?![/*]|$)/;
const emptyHost = /^([^/?#:]*:\/)\*\//;
const localHost = /^file:\/\/(?:localhost|127\.0\.0\.1)\//;
const withoutHost = /^([^/?#:*]*):(?:\/|\/{3,})(?=[^/])/;
const port = /^([^/?#:]*:\/[^/?#]*):[\d*]+(?=[/?#]|$)/;

/** Makes a pattern (in NFC) ready for the forms that `readingsOf` tells: several forms where servers read it in several ways. */
export function loosePattern(written: string): LoosePattern {
  // Part by part, so that an encoded star does not become one that stands for anything.
  const parts = written.split('*').map((part) => looseText(part) ?? part);
  const loose = parts.join('*').replace(localHost, 'file:///');
  const forms = formsOf(loose);
  const portless = forms.flatMap((form) => (port.test(form) ? [form.replace(port, '$1')] : []));
  const [matchers, portlessMatchers] = [forms, portless].map((texts) => texts.map(matcher));
  return {
    heads: [...forms, ...portless].map((form) => form.split('*')[0] ?? ''),
    matches: (readings) =>
      readings.forms.some((form) => matchers?.some((matches) => matches(form))) ||
      readings.portless.some((form) => portlessMatchers?.some((matches) => matches(form))),
  };
}

function formsOf(loose: string): string[] {
  const plain = oneSlash(loose).replace(/\/{2,}/g, '/');
  const forms = new Set([plain, plain.replace(schemeOnly, '$1/'), plain.replace(emptyHost, '$1')]);
  if (withoutHost.test(loose)) forms.add(loose.replace(withoutHost, '$1:///'));
  return [...forms];
}

function matcher(form: string): (text: string) => boolean {
  return globMatcher(form.includes('*') ? form : withoutTail(form));
}

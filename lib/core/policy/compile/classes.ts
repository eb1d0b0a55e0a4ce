import { globMatcher } from '@/lib/core/policy/document/names';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import type { ClassName, ClassRules } from '@/lib/core/policy/document/schema';
import { comparable } from '@/lib/core/policy/document/text';
import { foldKey } from '@/lib/core/text/fold';
import { type LoosePattern, loosePattern } from './uri-patterns';
import { cutMarks } from './uri-readings';

/** One pattern of a class, ready for texts in NFC, folded names and readings of URIs. */
export type CompiledPattern = {
  /** As written. */
  text: string;
  /** Text before its first star, in NFC. */
  head: string;
  /** Whether the pattern is that head and one star. */
  isPrefix: boolean;
  pointer: string;
  /** Matches a text in NFC. */
  matches: (text: string) => boolean;
  /** Matches the readings of a URI. */
  loose: LoosePattern;
  /** Matches a name folded by `foldKey`. */
  matchesFolded: (name: string) => boolean;
  /** By the mark that the pattern names: whether what precedes it in a URI is what precedes it in the pattern. */
  matchesBefore: ReadonlyMap<RegExp, (before: string) => boolean>;
};

/** What a policy says of resources or of prompts. `open`: what no pattern names is allowed. `pointer`: of that default. */
export type CompiledClass = {
  open: boolean;
  pointer: string;
  allow: readonly CompiledPattern[];
  deny: readonly CompiledPattern[];
};

/**
 * Makes the rules of a class ready: at most 200 patterns of 2,000 characters on each side, in the order of the document.
 * Linear in their lengths; never throws for rules that `readPolicy` accepted.
 */
export function compileClass(rules: ClassRules, name: ClassName): CompiledClass {
  const compiled = (key: 'allow' | 'deny') =>
    (rules[key] ?? []).map((pattern, at) => compilePattern(pattern, pointerTo([name, key, at])));
  return {
    open: rules.default === 'allow',
    pointer: pointerTo([name, 'default']),
    allow: compiled('allow'),
    deny: compiled('deny'),
  };
}

function compilePattern(text: string, pointer: string): CompiledPattern {
  const written = comparable(text) ?? text;
  return {
    text,
    pointer,
    head: written.split('*')[0] ?? '',
    isPrefix: written.indexOf('*') === written.length - 1,
    matches: globMatcher(written),
    matchesBefore: new Map(
      cutMarks.flatMap((mark) => {
        const at = written.search(mark);
        return at < 0 ? [] : [[mark, globMatcher(written.slice(0, at))]];
      }),
    ),
    loose: loosePattern(written),
    matchesFolded: globMatcher(foldKey(written) ?? written),
  };
}

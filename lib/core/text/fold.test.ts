import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldKey } from './fold';

const everyPoint = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));

/** Key normalisation of JSON readers, one step each. */
const readers: Record<string, (key: string) => string> = {
  'upper case': (key) => key.toUpperCase(),
  'lower case': (key) => key.toLowerCase(),
  'upper, then lower case': (key) => key.toUpperCase().toLowerCase(),
  NFC: (key) => key.normalize('NFC'),
  NFKC: (key) => key.normalize('NFKC'),
  'NFKC and lower case': (key) => key.normalize('NFKC').toLowerCase(),
  'lower case of Turkish': (key) => key.toLocaleLowerCase('tr').replaceAll('\u0131', 'i'),
  trimmed: (key) => key.trim(),
  'without default ignorables': (key) => key.replace(/\p{Default_Ignorable_Code_Point}/gu, ''),
  'without formats and controls': (key) => key.replace(/[\p{Cf}\p{Cc}]/gu, ''),
};

test.each(Object.entries(readers))(
  'a key that a reader maps by %s folds to the same form, for every character',
  (_, read) => {
    const changed = everyPoint.filter((char) => read(char) !== char);
    expect(changed.length).toBeGreaterThan(20);
    const apart = changed.filter((char) => foldKey(read(char)) !== foldKey(char));
    expect(apart).toEqual([]);
  },
);

test('all characters that are equal under simple case folding, as in Go, fold alike', () => {
  const cased = everyPoint.filter((char) => /[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/u.test(char));
  const all = cased.join('');
  let pairs = 0;
  for (const char of cased) {
    for (const twin of all.match(new RegExp(char, 'giu')) ?? []) {
      if (twin !== char) pairs += 1;
      if (foldKey(twin) !== foldKey(char)) throw new Error(`${char} and ${twin} fold apart`);
    }
  }
  expect(pairs).toBeGreaterThan(2_500);
});

test('an iota subscript before a reordered mark has no folded form', () => {
  const withIota = everyPoint.filter((char) => char.normalize('NFD').includes('\u0345'));
  expect(withIota.length).toBeGreaterThan(60);
  expect(withIota.filter((char) => foldKey(`${char}\u0301`) !== null)).toEqual([]);
});

test('folding is idempotent', () => {
  const changed = everyPoint.map((char) => [char, foldKey(char)] as const).filter(([char, folded]) => folded !== char);
  expect(changed.length).toBeGreaterThan(2_500);
  expect(changed.filter(([, folded]) => foldKey(folded ?? '') !== folded)).toEqual([]);
});

const hard = fc.constantFrom(
  ...['a', 'A', 'i', 'I', '\u0131', '\u0130', '\u0307', '\u0323', '\u0301', 's', '\u017f', 'ss', '\u00df', '\u1e9e'],
  ...['K', '\u212a', '\u03c3', '\u03c2', '\u03a3', '\u0345', '\u0391', '\u200d', '\0', '\u034f', '\u00ad', '\ufb06'],
);
const anyKey = fc.array(fc.oneof(hard, fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 8 });

test('a text that a reader maps folds to the same form, also where a character changes the next', () => {
  const read = fc.constantFrom(...Object.values(readers));
  const property = fc.property(anyKey, read, read, (parts, first, second) => {
    const key = parts.join('');
    // Decoders replace a lone surrogate before anything else.
    const whole = key.replace(/\p{Surrogate}/gu, '\ufffd');
    const folded = foldKey(key);
    if (folded !== null) expect(foldKey(second(first(whole)))).toBe(folded);
  });
  fc.assert(property, { numRuns: 20_000, seed: 9 });
});

test.each([
  ['action', 'ACTION'],
  ['action', 'act\u0131on'],
  ['action', 'act\u0130on'],
  ['action', '\uff41ction'],
  ['action', 'ac\u200btion'],
  ['action', 'act\0ion'],
  ['action', ' action\u00a0'],
  ['arguments', 'argument\u017f'],
  ['apikey', 'api\u212aey'],
  ['strasse', 'stra\u00dfe'],
  ['stra\u1e9ee', 'STRASSE'],
  ['\u03bf\u03b4\u03bf\u03c2', '\u03bf\u03b4\u03bf\u03c3'],
  ['caf\u00e9', 'cafe\u0301'],
])('%j and %j are one key', (left, right) => {
  expect(foldKey(left)).toBe(foldKey(right));
});

test.each([
  ['action', 'actions'],
  ['user_id', 'userid'],
  ['a b', 'ab'],
  ['\u017caba', 'zaba'],
  ['\u0434\u0430', '\u0434\u0430\u0439'],
  ['\u0438', '\u0439'],
])('%j and %j are two keys', (left, right) => {
  expect(foldKey(left)).not.toBe(foldKey(right));
});

test('a run of marks that would take quadratic time has no folded form, also after invisible characters', () => {
  expect(foldKey(`a${'\u0301\u0323'.repeat(20)}`)).toBeNull();
  expect(foldKey(`a${'\u0301\u200d'.repeat(200_000)}`)).toBeNull();
});

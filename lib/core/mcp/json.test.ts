import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldKey } from '@/lib/core/text/fold';
import { readJson, readJsonExact, readUtf8 } from './json';

function hasUnclearKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  const folded = new Set(keys.map(foldKey));
  const isUnclear = keys.some((key) => key === '__proto__' || key.includes('\0') || /\p{Surrogate}/u.test(key));
  return isUnclear || folded.has(null) || folded.size < keys.length || Object.values(value).some(hasUnclearKey);
}

test('JSON written by JavaScript is read unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const exact = JSON.parse(text);
      const read = readJson(text, true);
      if (hasUnclearKey(exact)) expect(read).toHaveProperty('problem');
      else expect(read).toEqual({ value: exact });
    }),
  );
});

test('a duplicate key is refused in any object', () => {
  const keys = fc.constantFrom('a', 'b', 'name', 'ü', '');
  const tree = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.dictionary(keys, tie('node')), fc.array(tie('node'))),
  })).node;
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { minKeys: 1 }), fc.nat(), tree, (object, pick, other) => {
      const names = Object.keys(object);
      const again = JSON.stringify(names[pick % names.length]);
      const text = JSON.stringify({ outer: [object] }).replace('[{', `[{${again}:${JSON.stringify(other)},`);
      expect(readJson(text)).toEqual({ problem: 'a key occurs twice in one object' });
      const twin = text.replace(`[{${again}`, `[{${again.toUpperCase()}`);
      if (twin !== text) expect(readJson(twin)).toHaveProperty('problem');
    }),
  );
});

test.each([
  ['two keys that differ in case', '{"action":1,"Action":2}'],
  ['two keys that differ in case, deep within', '[{"a":[{"x":{"userId":1,"userID":1}}]}]'],
  ['two keys that differ in case, written with an escape', '{"a":1,"\\u0041":2}'],
  ['two keys that are equal for Go: long s', '{"arguments":1,"argument\u017f":2}'],
  ['two keys that are equal for Go: Kelvin', '{"key":1,"\u212aey":2}'],
  ['two keys that differ in width', '{"a":1,"\uff41":2}'],
  ['two keys that differ in an invisible character', '{"a":1,"a\u200b":2}'],
  ['two keys that differ in a control', '{"a":1,"a\\u0007":2}'],
  ['two keys that differ in how an accent is written', '{"caf\u00e9":1,"cafe\u0301":2}'],
  ['two keys that differ in blanks around them', '{"a":1,"a ":2}'],
  ['two keys that differ in a no-break space', '{"a":1,"\u00a0a":2}'],
  ['a key with NUL', '{"name\\u0000x":1}'],
  ['a key that ends with NUL', '{"a":{"b\\u0000":1}}'],
  ['a key with half a surrogate pair', '{"\\ud800":1}'],
  ['a key with endless marks', `{"a${'\u0301\u0323'.repeat(30)}":1}`],
  ['more keys than any tool asks for', `{${Array.from({ length: 10_001 }, (_, n) => `"k${n}":0`).join()}}`],
  ['escaped duplicate', '{"a":1,"\\u0061":2}'],
  ['duplicate whose first value holds others', '{"a":{"b":1,"c":2},"a":1}'],
  ['duplicate deep within', '[[{"x":{"y":1,"y":1}}]]'],
  ['own __proto__', '{"__proto__":1}'],
  ['escaped __proto__', '{"__pro\\u0074o__":{}}'],
  ['an integer beyond 2^53', '{"a":9007199254740993}'],
  ['a negative integer beyond 2^53', '[-9007199254740993]'],
  ['a number beyond a double', '[1e999]'],
  ['a short number beyond a double', '[9e999]'],
  ['a number too small for a double', '[1e-400]'],
  ['more digits than a double has', '[10000000000000000001.5]'],
  ['more digits after the point than a double has', '[0.10000000000000000001]'],
  ['a number of a hundred zeros', `[0.${'0'.repeat(100)}1]`],
  ['65 levels', '['.repeat(65) + ']'.repeat(65)],
  ['a million levels', '['.repeat(1_000_000)],
  ['no end of a string', '{"a":"'],
  ['NaN', '[NaN]'],
  ['a comment', '[1/**/]'],
  ['a trailing comma', '[1,]'],
  ['a byte order mark', '\ufeff{}'],
  ['nothing', ''],
])('%s is refused', (_, text) => {
  expect(readJson(text)).toHaveProperty('problem');
});

test('equal keys of different objects are no duplicates', () => {
  const text = '{"a":{"A":1,"b":[{"a":1},{"A":2},{"a":3}]},"b":{"B":1},"c":["a","A"]}';
  expect(readJson(text)).toEqual({ value: JSON.parse(text) });
});

test('a duplicate is found anywhere among many keys, whatever their hashes', () => {
  // All strings of these letters have one hash, as `Aa` and `BB` have in Java.
  const colliding = (n: number) => n.toString(2).padStart(12, '0').replaceAll('0', 'ca').replaceAll('1', 'bb');
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(2_000), fc.boolean(), (first, second, collide) => {
      const keys = Array.from({ length: 2_001 }, (_, n) => (collide ? colliding(n) : `k${n}`));
      const text = (list: string[]) => `{"before":{"x":1},${list.map((key) => `"${key}":{"k0":1}`).join()}}`;
      expect(readJson(text(keys))).toHaveProperty('value');
      keys[second] = (keys[first] ?? '').toUpperCase();
      if (first === second) expect(readJson(text(keys))).toHaveProperty('value');
      else expect(readJson(text(keys))).toHaveProperty('problem');
    }),
    { numRuns: 60 },
  );
});

test('text inside a string is not read as a member', () => {
  expect(readJson('{"a":"\\"b\\":1,{[","c":["\\\\",":"]}')).toEqual({ value: { a: '"b":1,{[', c: ['\\', ':'] } });
});

test('numbers that every reader reads alike are accepted, and any number with anyNumbers', () => {
  expect(readJson('[9007199254740991,0.30000000000000004,1e3,-0,0.000,1.500000000000000000000]')).toEqual({
    value: [9007199254740991, 0.30000000000000004, 1000, -0, 0, 1.5],
  });
  expect(readJson('[9223372036854775807]', true)).toHaveProperty('value');
});

test('a number that a double cannot hold equals nothing, and its position is returned', () => {
  const text =
    '{"a":9007199254740993,"b":[-9223372036854775808,1e400,0.10000000000000000001,7],"c":"9007199254740993"}';
  const read = readJsonExact(text);
  if ('problem' in read) throw new Error(read.problem);
  expect(read.value).toEqual({ a: Infinity, b: [-Infinity, Infinity, Infinity, 7], c: '9007199254740993' });
  expect(read.inexact.map(({ start, end }) => text.slice(start, end))).toEqual([
    '9007199254740993',
    '9223372036854775808',
    '1e400',
    '0.10000000000000000001',
  ]);
});

test.each(['[09007199254740993]', '[9007199254740993e]', '[9007199254740993-1]', '[1.e400]', '[90071992547409930.]'])(
  '%s is no number, also not an inexact one',
  (text) => {
    expect(readJsonExact(text)).toHaveProperty('problem');
    expect(readJson(text, true)).toHaveProperty('problem');
  },
);

test('bytes that are not UTF-8 are not text', () => {
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
    expect(readUtf8(Uint8Array.from(bytes))).toBeNull();
  }
  expect(readUtf8(new TextEncoder().encode('ü€𐍈'))).toBe('ü€𐍈');
});

test('millions of arrays and objects are refused before they are parsed', () => {
  for (const one of ['[]', '{}', '[{}]']) {
    const count = 2_000_000 / (one.match(/[[{]/g)?.length ?? 1);
    expect(readJson(`[${`${one},`.repeat(count)}0]`)).toMatchObject({ problem: expect.stringContaining('2000000') });
  }
  expect(readJson(`[${'[],'.repeat(1_000_000)}0]`)).toHaveProperty('value');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson, readUtf8 } from './json';

test('every JSON value that JavaScript writes is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const exact = JSON.parse(text);
      const read = readJson(text, true);
      if (text.includes('"__proto__"')) expect(read).toHaveProperty('problem');
      else expect(read).toEqual({ value: exact });
    }),
  );
});

test('a key that is added a second time to any object is always noticed', () => {
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
    }),
  );
});

test.each([
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

test('what looks like a member within a text counts as nothing', () => {
  expect(readJson('{"a":"\\"b\\":1,{[","c":["\\\\",":"]}')).toEqual({ value: { a: '"b":1,{[', c: ['\\', ':'] } });
});

test('numbers that every reader reads alike are accepted, and any number where asked', () => {
  expect(readJson('[9007199254740991,0.30000000000000004,1e3,-0,0.000,1.500000000000000000000]')).toEqual({
    value: [9007199254740991, 0.30000000000000004, 1000, -0, 0, 1.5],
  });
  expect(readJson('[9223372036854775807]', true)).toHaveProperty('value');
});

test('bytes that are not UTF-8 are not text', () => {
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
    expect(readUtf8(Uint8Array.from(bytes))).toBeNull();
  }
  expect(readUtf8(new TextEncoder().encode('ü€𐍈'))).toBe('ü€𐍈');
});

test('a text of four million brackets, quotes or digits is refused or read in linear time', () => {
  for (const piece of ['[', '"', '\\"', '1', '0', '{"a":', '"a":1,', '1e']) {
    const since = performance.now();
    readJson(`[${piece.repeat(4_000_000 / piece.length)}`);
    expect(performance.now() - since).toBeLessThan(1_500);
  }
});

import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from '@/lib/core/policy/document/text';
import { SlidingWindow } from '@/lib/core/policy/limits/memory-window';
import { finder } from './finder';
import { folderFinder, readFolder } from './folder';
import { hostFinder, hostOf } from './host';
import { oneOf, ordered, select, startsWith } from './match';
import { forgetKeys } from './twin';

test('an operand that no text can equal matches none, and text stays comparable', () => {
  expect(startsWith('\ud800')('\ud800a')).toBe('unclear');
  expect(startsWith('\ud800')('a')).toBe('false');
  expect(oneOf(['\ud800'], true)('a')).toBe('true');
});

test('code points order as their numbers do, on both sides of the surrogates', () => {
  const inOrder = [
    '',
    '\0',
    'A',
    'a',
    'ab',
    'b',
    '\ud7ff',
    '\ue000',
    '\uffee',
    '\u{10000}',
    '\u{10001}',
    '\u{1f600}',
    '\u{10ffff}',
  ];
  for (const [i, a] of inOrder.entries()) {
    for (const [j, b] of inOrder.entries())
      expect(Math.sign(compareCodePoints(a, b)), `${a} ${b}`).toBe(Math.sign(i - j));
  }
});

test('a bound is compared as the number that it is', () => {
  const above = ordered(-0, (sign) => sign > 0);
  expect([above(Number.MIN_VALUE), above(0), above(-1), above(Number.POSITIVE_INFINITY), above('1')]).toEqual([
    'true',
    'false',
    'false',
    'unclear',
    'unclear',
  ]);
});

test('what fractions leave behind when they are taken away again delays, and never admits', () => {
  const window = new SlidingWindow(1_000);
  for (let at = 0; at < 10; at++) window.add(0.1, at);
  expect(window.waitFor(1, 1, 9)).toBe(1_000);
  window.forget(1_008);
  expect(window.waitFor(1, 1, 1_008)).toBe(1);
  window.forget(1_009);
  expect(window.waitFor(1, 1, 1_009)).toBe(0);
});

const parts = [
  'http',
  'https',
  '://',
  ':',
  '/',
  '//',
  '\\',
  '@',
  '?',
  '#',
  '.',
  'a.test',
  'evil.test',
  'EVIL',
  '%65',
  '0x7f',
  '127.0.0.1',
  '1',
  '[::1]',
  ' ',
  '\t',
  '\u3002',
  'xn--',
  '-',
  '_',
  ':80',
  '\uff45',
  'user',
];
const urlLike = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((some) => some.join(''));
const rooted = fc
  .tuple(fc.constantFrom('http://', 'https://', 'HTTP://'), urlLike)
  .map(([scheme, rest]) => scheme + rest);

test('the host that is compared is the one that a browser would connect to', () => {
  let read = 0;
  const property = fc.property(fc.oneof(urlLike, rooted), (text) => {
    const host = hostOf(text);
    // Nobody connects to what a browser cannot parse either: a label that only claims to be punycode.
    if (host === null || !URL.canParse(text)) return;
    read++;
    const url = new URL(text);
    expect([url.hostname, url.username, url.password]).toEqual([host, '', '']);
    expect(['http:', 'https:']).toContain(url.protocol);
  });
  fc.assert(property, { numRuns: 20_000, seed: 3 });
  expect(read).toBeGreaterThan(500);
});

test('a pattern never matches a host that does not end in its name', () => {
  const below = hostFinder(['b.test', '*.example.com', 'a.b.example.org']);
  expect(below('aexample.com')).toBe(false);
  expect(below('example.com')).toBe(false);
  expect(below('a.b.example.com')).toBe(true);
  expect(hostFinder(['example.com'])('.example.com')).toBe(false);
  expect(below('b.example.org')).toBe(false);
});

const pathLike = fc.array(fc.constantFrom('/', '..', '.', 'a', 'b', '//', '/..', '...', '%2e%2e', ' ', 'a.b'), {
  maxLength: 10,
});

test('an absolute path lies where the system would look for it', () => {
  const property = fc.property(pathLike, pathLike, (some, other) => {
    const [path, folder] = [`/${some.join('')}`, `/${other.join('')}`];
    const [left, right] = [readFolder(path), readFolder(folder)];
    const relative = posix.relative(posix.resolve(folder), posix.resolve(path));
    const below = relative !== '..' && !relative.startsWith('../');
    expect(left && right && folderFinder([right])(left)).toBe(below);
  });
  fc.assert(property, { numRuns: 5_000, seed: 3 });
});

test('grants stay in the order of their times, also behind one that joined a part that is not over', () => {
  const window = new SlidingWindow(60_000);
  for (let at = 0; at < 2_048; at++) window.add(1, at);
  expect(window.add(1, 2_048)).toBeGreaterThan(2_049);
  for (const at of [0, 1]) window.remove(1, at);
  window.add(1, 2_049);
  const times = window.snapshot().map((grant) => grant.atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('a needle is found exactly where the language finds it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 80, size: 'max' });
  const needle = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 24, size: 'max' });
  const found = { yes: 0, no: 0 };
  const property = fc.property(text, needle, fc.nat(80), (hay, loose, from) => {
    for (const wanted of [loose, hay.slice(from, from + 20)]) {
      if (wanted === '') continue;
      expect(finder(wanted)(hay)).toBe(hay.includes(wanted));
      found[hay.includes(wanted) ? 'yes' : 'no'] += wanted.length >= 16 ? 1 : 0;
    }
  });
  fc.assert(property, { numRuns: 3_000, seed: 3 });
  expect(Math.min(found.yes, found.no)).toBeGreaterThan(300);
});

test('a key is unclear where another is there that some reader takes for it', () => {
  const of = (key: string, args: object) => {
    forgetKeys();
    return select(args, [{ kind: 'key', key }], 0, () => 'true', 'every');
  };
  for (const twin of [
    'apikey',
    'ApiKey',
    'APIKEY',
    'api\u212aey',
    'ap\u0131Key',
    'api\uff2bey',
    'api\u00adKey',
    'apiKey\0',
  ]) {
    expect(of('apiKey', { [twin]: 1 }), twin).toBe('unclear');
    expect(of('apiKey', { other: 2, [twin]: 1 }), twin).toBe('unclear');
    expect(of('apiKey', { apiKey: 2, [twin]: 1 }), twin).toBe('true');
  }
  expect(of('apiKey', { 'apiKey\0x': 1 })).toBe('unclear');
  expect(of('path', { [`a${'\u0301'.repeat(40)}`]: 1 })).toBe('unclear');
  for (const other of ['api_key', 'api', 'apiKeys', 'p\u00e4th', 'x\0apiKey']) {
    expect(of('apiKey', { [other]: 1 }), other).toBe('absent');
    expect(of('path', { [other]: 1 }), other).toBe('absent');
  }
});

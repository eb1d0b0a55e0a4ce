import fc from 'fast-check';
import { RE2JS } from 're2js';
import { afterEach, expect, test, vi } from 'vitest';
import { decide } from '@/lib/core/policy/decide/decide';
import { readPolicy, readStored } from '@/lib/core/policy/document/read';
import { compilePolicy } from './compile';
import { compileRegex } from './regex';
import { compilingSteps } from './regex-cost';

afterEach(() => void vi.restoreAllMocks());

/** One tool for each expression, which refuses what it matches. */
function documentOf(expressions: readonly string[]): string {
  const tools = expressions.map((value, at) => {
    return [`t${at}`, { deny_if: [{ conditions: [{ path: 'args.a', op: 'regex', value }] }] }];
  });
  return JSON.stringify({ version: '1', default: 'deny', tools: Object.fromEntries(tools) });
}

const times = <T>(count: number, one: (at: number) => T) => Array.from({ length: count }, (_, at) => one(at));
/** 0.01 s each. */
const slow = (at: number) => `(?i)${'[\\pL\\pN]?'.repeat(100)}${at}`;

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const part = fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      'a',
      '\\.',
      '\\pL',
      '\\x{41}',
      '\\Q)(\\E',
      '\\Q\\E',
      '[]a]',
      '[^(\\]]',
      '[[:alpha:])]',
      '[\\Q-]',
      '(?i)',
      '\\b',
      '',
    ),
    tie('expression').map((inner) => `(${inner})`),
    tie('expression').map((inner) => `(?:${inner})`),
    tie('expression').map((inner) => `(?i:${inner})`),
  );
  const repeat = fc.constantFrom('', '', '', '*', '+?', '?', '{3}', '{2,}', '{0,7}', '{,2}', '{1,2}?');
  const parts = fc.array(
    fc.tuple(part, repeat).map((pair) => pair.join('')),
    { maxLength: 5 },
  );
  const alternatives = fc.array(
    parts.map((all) => all.join('')),
    { minLength: 1, maxLength: 3 },
  );
  return { expression: alternatives.map((all) => all.join('|')) };
});

test('no nesting, quoting or class makes an expression cost less than the instructions that it becomes', () => {
  fc.assert(
    fc.property(expression, (source) => {
      let size = 0;
      try {
        size = RE2JS.compile(source).programSize();
      } catch {
        return;
      }
      expect(compilingSteps(source)).toBeGreaterThanOrEqual(60 * size);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['a{9}(?i){9}', 'a{9}\\Q\\E{9}', '(?:abc){9}(?i){9}(?s)', '(?P<n>a){7}(?-i){9}', '(?:a|(?i)bc){9}(?s){9}'])(
  'what %s repeats twice counts as often, though something empty stands between',
  (source) => {
    expect(compilingSteps(source)).toBeGreaterThanOrEqual(60 * RE2JS.compile(source).programSize());
  },
);

test.each([
  ['repetitions of a long group', `(?:${'a'.repeat(950)}){1000}`],
  ['repetitions around flags', `(?:${'a'.repeat(950)}){31}(?i){31}`],
  ['repetitions in repetitions', '(?:(?:(?:ab|cd|ef|gh|ij|kl|mn|op|qr){10}){10}){10}'.replace('ab', 'a'.repeat(300))],
  ['ranges without case', `(?i)${'[B-\u{1e942}]'.repeat(100)}`],
])('an expression with %s that would take a second is refused before it is compiled', (_, source) => {
  const compile = vi.spyOn(RE2JS, 'compile');
  expect(compileRegex(source)).toMatch(/^is too large/);
  expect(compile).not.toHaveBeenCalled();
});

test('expressions that take too long together are refused, at the first that is too much, before it is compiled', () => {
  const compile = vi.spyOn(RE2JS, 'compile');
  expect(readPolicy(documentOf(times(250, slow)))).toMatchObject({
    ok: false,
    problems: [
      {
        pointer: '/tools/t2/deny_if/0/conditions/0/value',
        message: expect.stringContaining('together take too long to compile'),
      },
    ],
  });
  expect(compile).toHaveBeenCalledTimes(2);
});

test('five hundred plain expressions of a hundred characters are accepted', () => {
  const plain = times(
    500,
    (at) => `^https://[a-z0-9-]+\\.example\\.com/(?:orders|invoices|customers)/${at}/[0-9]{1,12}(?:\\?page=\\d+)?$`,
  );
  expect(readPolicy(documentOf(plain))).toMatchObject({ ok: true });
});

test('a stored document is read without compiling an expression, and a call compiles those of its own tool once', () => {
  const document = documentOf(times(250, slow));
  const compile = vi.spyOn(RE2JS, 'compile');
  const read = readStored(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.policy).toEqual(JSON.parse(document));
  const policy = compilePolicy(read.policy);
  expect([compile.mock.calls.length, policy.isCostly]).toEqual([0, true]);
  expect(decide(policy, { tool: 't7', args: { a: '7' } }).outcome).toBe('deny');
  expect(decide(policy, { tool: 't7', args: { a: 'é' } }).outcome).toBe('allow');
  expect(compile).toHaveBeenCalledTimes(1);
});

test('a stored document is read as strictly as a new one but for its expressions', () => {
  for (const value of ['', 'a'.repeat(1_001), 7]) {
    const document = documentOf(['a']).replace('"a"}]}]', `${JSON.stringify(value)}}]}]`);
    expect(readStored(document)).toEqual(readPolicy(document));
    expect(readStored(document).ok).toBe(false);
  }
});

test('a stored expression that does not compile refuses what it protects', () => {
  const read = readStored(documentOf(['(']));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const policy = compilePolicy(read.policy);
  expect(decide(policy, { tool: 't0', args: { a: 'x' } })).toMatchObject({
    outcome: 'deny',
    rule: '/tools/t0/deny_if/0',
  });
  expect(decide(policy, { tool: 't0', args: {} }).outcome).toBe('allow');
});

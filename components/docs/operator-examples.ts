import type { Condition } from '@/lib/core/policy/document/schema';

/** One operator: when it holds, when it does not, and values it cannot compare, which refuse the call. */
export type OperatorExample = {
  condition: Condition;
  meaning: string;
  holds: unknown[];
  fails: unknown[];
  unclear: unknown[];
};

/** Values stand for `args.x`. Checked against the evaluator by operator-examples.test.ts. */
export const operatorExamples: OperatorExample[] = [
  {
    condition: { path: 'args.x', op: 'eq', value: 'prod' },
    meaning: 'Equal to a text, number, boolean or null. Types must match. Case matters.',
    holds: ['prod'],
    fails: ['Prod', 'dev'],
    unclear: [1, ['prod']],
  },
  {
    condition: { path: 'args.x', op: 'neq', value: 'prod' },
    meaning: 'Present, of the same type, and not equal.',
    holds: ['dev'],
    fails: ['prod'],
    unclear: [7, null],
  },
  {
    condition: { path: 'args.x', op: 'lt', value: 100 },
    meaning: 'Less than. Numbers by value, texts by code point.',
    holds: [99.5],
    fails: [100],
    unclear: ['99'],
  },
  {
    condition: { path: 'args.x', op: 'lte', value: 100 },
    meaning: 'Less than or equal.',
    holds: [100],
    fails: [101],
    unclear: ['1'],
  },
  {
    condition: { path: 'args.x', op: 'gt', value: 0 },
    meaning: 'Greater than.',
    holds: [1],
    fails: [0],
    unclear: [null],
  },
  {
    condition: { path: 'args.x', op: 'gte', value: '2026-01-01' },
    meaning: 'Greater than or equal.',
    holds: ['2026-03-31'],
    fails: ['2025-12-31'],
    unclear: [2026],
  },
  {
    condition: { path: 'args.x', op: 'in', value: ['get', 'list'] },
    meaning: 'Equal to one value of the list.',
    holds: ['get'],
    fails: ['delete'],
    unclear: [1, ['get']],
  },
  {
    condition: { path: 'args.x', op: 'not_in', value: ['delete', 'purge'] },
    meaning: 'Present, of a type that occurs in the list, and equal to none of its values.',
    holds: ['get'],
    fails: ['delete'],
    unclear: [1],
  },
  {
    condition: { path: 'args.x', op: 'exists' },
    meaning: 'The argument is present, with any value, including null. With "value": false it is absent.',
    holds: ['', 0, null],
    fails: [],
    unclear: [],
  },
  {
    condition: { path: 'args.x', op: 'regex', value: '^[a-z]+\\.dev$' },
    meaning: 'The text matches an RE2 expression anywhere. Use ^ and $ to match the whole text.',
    holds: ['team.dev'],
    fails: ['team.prod'],
    unclear: [1],
  },
  {
    condition: { path: 'args.x', op: 'contains', value: 'secret' },
    meaning:
      'A text that contains this text, or a list that has it as an element. Numbers, booleans and null are searched for in lists only.',
    holds: ['my secret', ['secret']],
    fails: ['open', ['my secret']],
    unclear: [1],
  },
  {
    condition: { path: 'args.x', op: 'starts_with', value: 'dev.' },
    meaning: 'A text that starts with this.',
    holds: ['dev.team'],
    fails: ['prod.dev.team'],
    unclear: [1],
  },
  {
    condition: { path: 'args.x', op: 'ends_with', value: '.csv' },
    meaning: 'A text that ends with this.',
    holds: ['a.csv'],
    fails: ['a.csv.exe'],
    unclear: [1],
  },
  {
    condition: { path: 'args.x', op: 'path_within', value: ['/srv/data'] },
    meaning:
      'The path is one of these folders or inside one. The segments . and .. and // are resolved in the text alone. A path with a backslash, ~ or a control character cannot be compared, nor, for a relative folder, one with C: or file:.',
    holds: ['/srv/data/a.txt', '/srv/data/b/../c'],
    fails: ['/srv/data/../secrets', '/srv/database'],
    unclear: ['a.txt', '~/a', 'C:\\data'],
  },
  {
    condition: { path: 'args.x', op: 'host_in', value: ['example.com', '*.example.org'] },
    meaning:
      'An http or https URL on one of these hosts. *.example.org matches every subdomain but not example.org itself. URLs that parsers read differently cannot be compared.',
    holds: ['https://example.com/a', 'http://docs.example.org:8080'],
    fails: ['https://example.com.evil.test', 'https://example.org'],
    unclear: ['https://example.com@evil.test', 'ftp://example.com', '/a'],
  },
];

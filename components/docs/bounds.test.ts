import { expect, test } from 'vitest';
import { readPolicy } from '@/lib/core/policy/document/read';
import { bounds } from './bounds';

const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const tool = (rules: object) => JSON.stringify({ version: '1', default: 'deny', tools: { t: rules } });
const limit = { counter: 'c', window: 'minute', max: 1 };
const condition = { path: 'args.x', op: 'exists' };

const documents: Record<keyof typeof bounds, (count: number) => string> = {
  toolName: (count) => JSON.stringify({ version: '1', default: 'deny', hide: ['a'.repeat(count)] }),
  tools: (count) =>
    JSON.stringify({
      version: '1',
      default: 'deny',
      tools: Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, {}])),
    }),
  hidden: (count) => JSON.stringify({ version: '1', default: 'deny', hide: many(count, 'a') }),
  patterns: (count) =>
    JSON.stringify({ version: '1', default: 'deny', prompts: { default: 'deny', allow: many(count, 'a') } }),
  uriPattern: (count) =>
    JSON.stringify({ version: '1', default: 'deny', resources: { default: 'deny', allow: ['a'.repeat(count)] } }),
  rules: (count) => tool({ require: many(count, { conditions: [] }) }),
  conditions: (count) => tool({ require: [{ conditions: many(count, condition) }] }),
  limits: (count) => tool({ limits: many(count, limit) }),
  windowSeconds: (count) => tool({ limits: [{ ...limit, window: count }] }),
  message: (count) => tool({ action: 'deny', reason: 'a'.repeat(count) }),
  regex: (count) => tool({ require: [{ conditions: [{ path: 'args.x', op: 'regex', value: 'a'.repeat(count) }] }] }),
  regexes: (count) => tool({ require: many(count, { conditions: [{ path: 'args.x', op: 'regex', value: 'a' }] }) }),
  operand: (count) =>
    tool({ require: [{ conditions: [{ path: 'args.x', op: 'contains', value: 'a'.repeat(count) }] }] }),
  path: (count) => tool({ require: [{ conditions: [{ ...condition, path: `args.${'a'.repeat(count - 5)}` }] }] }),
  counter: (count) => tool({ limits: [{ ...limit, counter: 'c'.repeat(count) }] }),
  list: (count) => tool({ require: [{ conditions: [{ path: 'args.x', op: 'in', value: many(count, 'a') }] }] }),
  document: (count) => '{"version":"1","default":"deny"}'.padEnd(count),
};

test.each(Object.entries(documents))('the bound %s holds exactly', (name, documentOf) => {
  const { max } = bounds[name as keyof typeof bounds];
  expect(readPolicy(documentOf(max))).toMatchObject({ ok: true });
  expect(readPolicy(documentOf(max + 1))).toMatchObject({ ok: false });
});

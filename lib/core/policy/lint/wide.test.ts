import { expect, test } from 'vitest';
import type { Condition, ToolRules } from '@/lib/core/policy/document/schema';
import { lintPolicy } from './lint';

const about = (rules: ToolRules) =>
  lintPolicy({ version: '1', default: 'deny', all_tools: {}, tools: { t: rules } }).map(
    ({ level, code, pointer, message }) => ({ told: `${level} ${code} ${pointer}`, message }),
  );
const requires = (...conditions: Condition[]) => about({ require: [{ conditions }] });
const url = (value: string | string[]): Condition => ({ path: 'args.url', op: 'host_in', value });
const path = (value: string | string[]): Condition => ({ path: 'args.path', op: 'path_within', value });

test('a rule of require without conditions is told to refuse nothing', () => {
  expect(requires()).toEqual([
    {
      told: 'warning always-holds /tools/t/require/0/conditions',
      message: 'A rule of require without conditions always holds, so it refuses nothing.',
    },
  ]);
});

test('deny_if and approve_if without conditions mean every call, and are told nothing', () => {
  expect(about({ approve_if: [{ conditions: [] }] })).toEqual([]);
  expect(about({ deny_if: [{ conditions: [] }] })).toEqual([]);
});

test.each(['/', '//', '/srv/..', '.', './'])(
  'a require of paths within %s is told to let in every one of its kind',
  (folder) => {
    const [finding, ...more] = requires(path(['/srv/data', folder]));
    expect(finding?.told).toBe('warning too-wide /tools/t/require/0/conditions/0/value/1');
    expect(finding?.message).toMatch(/^Every (absolute|relative) path lies within /);
    expect(more).toEqual([]);
  },
);

test('a require of all hosts of an ending is told, and says whose they are', () => {
  expect(requires(url('*.com'))).toEqual([
    {
      told: 'warning too-wide /tools/t/require/0/conditions/0/value',
      message: '*.com stands for every host whose name ends in .com, whoever owns it. Name the domain: *.example.com.',
    },
  ]);
});

test('a folder, a domain, an ending within a network and what is denied are not too wide', () => {
  expect(requires(path(['/srv', 'data']), url(['*.example.com', 'com', '*.internal']))).toEqual([]);
  expect(about({ deny_if: [{ conditions: [url('*.zip')] }, { conditions: [path('/')] }] })).toEqual([]);
});

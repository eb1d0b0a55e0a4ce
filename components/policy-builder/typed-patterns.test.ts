import { expect, test } from 'vitest';
import { setClass } from './class-choices';
import { fieldOf, readField, typeInto, unfinishedIn } from './typed-patterns';

const policy = { version: '1', default: 'deny', resources: { default: 'deny', allow: ['file:///a'] } } as const;
const rules = { ...policy.resources, allow: [...policy.resources.allow] };
const field = fieldOf('resources', 'allow');
const wrong = 'file:///a\nfile:///b**';

test('text that is not valid changes no rule, stays in its field and is unfinished', () => {
  const { typed, changed } = typeInto('resources', 'allow', rules, wrong);
  expect(changed).toBeNull();
  expect(readField('resources', 'allow', rules, typed)).toEqual({
    text: wrong,
    problem: expect.stringMatching(/^Line 2 /),
  });
  const unfinished = unfinishedIn({ ...policy, resources: rules }, new Map([[field, typed]]));
  expect([...unfinished]).toEqual([[field, typed]]);
});

test('text that is valid becomes the rule, and nothing is unfinished', () => {
  const { typed, changed } = typeInto('resources', 'allow', rules, 'file:///a\n\nfile:///c\n');
  expect(changed?.allow).toEqual(['file:///a', 'file:///c']);
  const after = setClass({ version: '1', default: 'deny' }, 'resources', changed ?? rules);
  expect(unfinishedIn(after, new Map([[field, typed]])).size).toBe(0);
  expect(readField('resources', 'allow', changed ?? rules, typed).text).toBe('file:///a\n\nfile:///c\n');
});

test('another edit of the same patterns ends what was typed', () => {
  const { typed } = typeInto('resources', 'allow', rules, wrong);
  const other = { ...rules, allow: ['file:///z'] };
  expect(readField('resources', 'allow', other, typed)).toEqual({ text: 'file:///z', problem: null });
});

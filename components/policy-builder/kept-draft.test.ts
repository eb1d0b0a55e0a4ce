import { expect, test } from 'vitest';
import { findKept, keep } from './kept-draft';

function makeShelf() {
  const values = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  return { values, shelf: () => shelf };
}

const forbidden = () => {
  throw new Error('SecurityError');
};

test('a draft is kept for its server byte by byte, and for no other', () => {
  const { shelf } = makeShelf();
  const typed = { 'Prompts: Deny, even if allowed': { text: 'a\n**', about: '["a"]' } };
  const kept = { text: '{ "version": "1",\n ', base: 3, typed };
  keep(shelf, 'a', kept);
  expect(findKept(shelf, 'a')).toEqual(kept);
  expect(findKept(shelf, 'b')).toBeNull();
  keep(shelf, 'a', null);
  expect(findKept(shelf, 'a')).toBeNull();
});

test.each(['', '{', 'null', '{"text":1,"base":0}', '{"text":"x"}', '{"text":"x","base":0,"typed":{"a":1}}'])(
  'what is kept as %j is no draft',
  (value) => {
    const { values, shelf } = makeShelf();
    keep(shelf, 'a', { text: '', base: 0 });
    for (const key of values.keys()) values.set(key, value);
    expect(findKept(shelf, 'a')).toBeNull();
  },
);

test('a browser that forbids keeping does not break the builder', () => {
  expect(findKept(forbidden, 'a')).toBeNull();
  expect(() => keep(forbidden, 'a', { text: '', base: 0 })).not.toThrow();
});

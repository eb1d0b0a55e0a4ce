import { afterEach, expect, test, vi } from 'vitest';
import { type Card, drawable } from '@/lib/edges/markdown/card';
import { draw } from './draw';

const card: Card = { above: 'A server', title: 'delete_everything', isCode: true, below: 'Why.', severity: 'Critical' };

const hostile = [
  'x'.repeat(5_000),
  'W W '.repeat(1_000),
  '<svg onload=alert(1)>&amp;',
  '\u202e\u0000\u200b\ufeff',
  '删除所有文件',
  '💳🧨 delete',
  'Z̴̡͎a̷l̸g̶o̵'.repeat(20),
  '"\\\'`{x}',
  '©®™ ĳŉ',
  '',
];

afterEach(() => {
  vi.restoreAllMocks();
});

test('a picture is 1200 by 630 whatever the name is, and nothing is fetched for it', async () => {
  const { fetch } = globalThis;
  const fetched: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    // The layout engine carries its own code as a data: address.
    if (String(input).startsWith('data:')) return fetch(input);
    fetched.push(String(input));
    throw new Error('Nothing may be fetched.');
  });
  for (const name of hostile) {
    const title = drawable(name, 72, 'the-slug');
    const png = Buffer.from(await draw({ ...card, above: drawable(name, 60), title, below: drawable(name, 150) }));
    expect(png.subarray(1, 4).toString(), name).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  }
  expect(fetched).toEqual([]);
});

test('the same card is the same picture, byte for byte', async () => {
  expect(Buffer.from(await draw(card)).equals(Buffer.from(await draw(card)))).toBe(true);
});

test('a text is cut to its place, and one that our fonts cannot show is replaced by the slug', () => {
  expect(drawable('x'.repeat(5_000), 72)).toHaveLength(72);
  expect(drawable('删除所有文件', 72, 'delete-all')).toBe('delete-all');
  expect(drawable('naïve – “café” ğ', 72)).toBe('naïve – “café” ğ');
  expect(drawable('a\u202eb\u0301', 72)).toBe('a?b?');
});

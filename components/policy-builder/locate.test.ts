import { expect, test } from 'vitest';
import { locatePointer, locatePointers } from './locate';

const text = '{ "hide": ["a", "b"], "tools": { "x/y": { "limits": [{ "max": 3 }] } } }';

function at(pointer: string): string {
  const { from, to } = locatePointer(text, pointer);
  return text.slice(from, to);
}

test.each([
  ['/hide/1', '"b"'],
  ['/tools/x~1y/limits/0/max', '"max": 3'],
  ['/tools/x~1y/action', '"x/y": { "limits": [{ "max": 3 }] }'],
  ['/nothing', text],
  ['', text],
])('%s is found in the text', (pointer, source) => {
  expect(at(pointer)).toBe(source);
});

test('a document that is no JSON has no places', () => {
  expect(locatePointer('', '/tools')).toEqual({ from: 0, to: 0 });
});

test('many places of one text are those of each', () => {
  const pointers = ['/hide/1', '/tools/x~1y', '/nothing'];
  expect(locatePointers(text, pointers)).toEqual(pointers.map((pointer) => locatePointer(text, pointer)));
});

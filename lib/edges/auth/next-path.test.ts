import { expect, test } from 'vitest';
import { nextPath } from './next-path';

test('a path of this site keeps its query', () => {
  expect(nextPath('/servers/new?from=kestra&tool=a-b')).toBe('/servers/new?from=kestra&tool=a-b');
});

test.each([
  undefined,
  '',
  'servers',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  ['/a', '/b'],
])('a redirect to another site becomes the home page: %j', (next) => {
  expect(nextPath(next)).toBe('/servers');
});

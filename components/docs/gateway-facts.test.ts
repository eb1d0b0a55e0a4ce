import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  gatewayErrors,
  legacyMethods,
  legacyVersions,
  methodsInBothEras,
  modernMethods,
  modernVersions,
} from './gateway-facts';

// Components may not import the gateway, so its sources are read as text.
const source = (path: string) => readFileSync(join(process.cwd(), 'lib', path), 'utf8');

test('the documented error codes are the ones of the gateway', () => {
  const table = /gatewayCode = \{([^}]*)\}/.exec(source('engines/gateway/errors.ts'))?.[1] ?? '';
  const codes = [...table.matchAll(/(\w+): (\d+)/g)].map(([, name, code]) => ({ name, code: Number(code) }));
  expect(codes).toEqual(gatewayErrors.map(({ name, code }) => ({ name, code })));
});

test('the documented revisions are the ones the gateway speaks', () => {
  const text = source('core/mcp/eras.ts');
  const listed = (name: string) =>
    [...(new RegExp(`${name} = \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, one]) => one);
  expect(listed('MODERN_VERSIONS')).toEqual([...modernVersions]);
  expect(listed('LEGACY_VERSIONS')).toEqual([...legacyVersions]);
});

test('the documented methods are the ones that pass', () => {
  const [, requests = ''] = /REQUESTS[^=]*=(.*?)\n\};/s.exec(source('core/mcp/methods.ts')) ?? [];
  const passing = (era: string) => {
    const table = new RegExp(`${era}: \\{(.*?)\\n  \\}`, 's').exec(requests)?.[1] ?? '';
    return [...table.matchAll(/^ +'?([a-zA-Z/]+)'?: /gm)].map(([, method]) => method).sort();
  };
  expect(passing('modern')).toEqual([...methodsInBothEras, ...modernMethods].sort());
  expect(passing('legacy')).toEqual([...methodsInBothEras, ...legacyMethods].sort());
});

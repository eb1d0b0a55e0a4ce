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
  const table = /gatewayCode = \{([^}]*)\}/.exec(source('gateway/errors.ts'))?.[1] ?? '';
  const codes = [...table.matchAll(/(\w+): (\d+)/g)].map(([, name, code]) => ({ name, code: Number(code) }));
  expect(codes).toEqual(gatewayErrors.map(({ name, code }) => ({ name, code })));
});

test('the documented revisions are the ones the gateway speaks', () => {
  const text = source('mcp/eras.ts');
  const listed = (name: string) =>
    [...(new RegExp(`${name} = \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, one]) => one);
  expect(listed('MODERN_VERSIONS')).toEqual([...modernVersions]);
  expect(listed('LEGACY_VERSIONS')).toEqual([...legacyVersions]);
});

test('the documented methods are the ones that pass', () => {
  const [requests] = source('mcp/methods.ts').split('NOTIFICATIONS');
  const passing = [...(requests ?? '').matchAll(/'([a-zA-Z/]+)'/g)].map(([, one]) => one);
  const documented = [...methodsInBothEras, ...modernMethods, ...legacyMethods];
  expect(passing.filter((one) => !one?.startsWith('./')).sort()).toEqual([...documented].sort());
});

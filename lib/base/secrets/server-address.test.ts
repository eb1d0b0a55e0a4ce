import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { isMasked, shownUrl } from '@/lib/core/text/shown-url';
import { openAddress, sealAddress } from './server-address';

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  });
});

test.each([
  ['https://mcp.example/mcp', 'https://mcp.example/mcp'],
  ['https://mcp.example', 'https://mcp.example/'],
  ['https://mcp.example/mcp?token=s3cret', 'https://mcp.example/mcp?token=••••'],
  ['https://mcp.example/mcp?a=1&token=s3cret', 'https://mcp.example/mcp?a=••••&token=••••'],
  ['https://mcp.example/mcp?s3cret', 'https://mcp.example/mcp?••••'],
  ['https://mcp.example/mcp?c2VjcmV0=', 'https://mcp.example/mcp?••••'],
  ['https://mcp.example/mcp?c2VjcmV0==', 'https://mcp.example/mcp?••••'],
  ['https://mcp.example/mcp?s3cret%3Dmore', 'https://mcp.example/mcp?••••'],
  ['https://mcp.example/s/NGRjYzA0YTktOTg3Ny00/mcp', 'https://mcp.example/s/••••/mcp'],
  ['https://mcp.example/a-long-name-without-a-number/mcp', 'https://mcp.example/a-long-name-without-a-number/mcp'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
  expect(isMasked(shownUrl(url))).toBe(shown.includes('••••'));
});

test('a hidden part is stored sealed only, and opens for its own server', () => {
  const id = randomUUID();
  const stored = sealAddress(id, 'https://mcp.example/mcp?token=s3cret');
  expect(JSON.stringify(stored)).not.toContain('s3cret');
  expect(openAddress({ id, ...stored })).toBe('https://mcp.example/mcp?token=s3cret');
  expect(() => openAddress({ id: randomUUID(), ...stored })).toThrow();
});

test('an address that hides nothing is stored as it is', () => {
  expect(sealAddress(randomUUID(), 'https://mcp.example/mcp')).toEqual({
    url: 'https://mcp.example/mcp',
    urlBox: null,
  });
});

test('an address that somebody sends back masked is recognised, however it is spelled', () => {
  expect(isMasked(new URL('https://mcp.example/mcp?token=••••').href)).toBe(true);
  expect(isMasked('https://mcp.example/mcp?token=%2E')).toBe(false);
});

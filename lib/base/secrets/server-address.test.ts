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
  ['https://mcp.example/bot123456:AAEhBOweik9ai2o01234567890abcdef/mcp', 'https://mcp.example/••••/mcp'],
  ['https://mcp.example/mcp;token=abcdef1234567890abcdef', 'https://mcp.example/••••'],
  ['https://sk-abcdef1234567890.mcp.example/mcp', 'https://sk-abcdef1234567890.mcp.example/mcp'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
  expect(isMasked(shownUrl(url))).toBe(shown.includes('••••'));
});

test.each([
  'key:abcdef1234567890abcdef',
  'a@abcdef1234567890abcdef',
  '(abcdef1234567890abcdef)',
  '$abcdef1234567890abcdef!',
  "'abcdef'",
  'AbCdEfGhIjKlMnOpQrStUvWxYz',
  's3cr3tkey123456789',
  's3cret',
  'qhzkwpxvbtmrjdnfs',
  'sk-a1b2c3d4',
  'ghp_aBcD1234',
  '4dcc04a9-4987-4e2b-8a6f-0c1d2e3f4a5b',
  '1234-5678-9012',
  '123456',
  'a%20b',
  '%61bcdef',
  'mcp,token',
  'mcp&token=abc',
  '~abcdef',
  'YWJjZGVm==',
  'word-word-word-word-word-word-word-word-word',
])('a path segment like %s may be a key and is masked', (segment) => {
  expect(shownUrl(`https://mcp.example/${segment}/mcp`)).toBe('https://mcp.example/••••/mcp');
});

test.each([
  '/v1/mcp',
  '/sse',
  '/api/2025-11-25/mcp',
  '/servers/github',
  '/MCP/',
  '/mcpServer/streamable-http',
  '/.well-known/oauth2/v1beta1',
  '/github-mcp-v2/index.php',
  '/n8n/web3_tools/context7',
  '/api/v2.1/accounts/42',
])('the path %s is plain words and is shown', (path) => {
  expect(shownUrl(`https://mcp.example${path}`)).toBe(`https://mcp.example${path}`);
});

test('masking is idempotent', () => {
  for (const url of ['https://mcp.example/key:abc/mcp?token=a&b', 'https://mcp.example/mcp?abc']) {
    expect(shownUrl(shownUrl(url))).toBe(shownUrl(url));
  }
});

test('a masked part is stored sealed only, and opens for its own server', () => {
  const id = randomUUID();
  const stored = sealAddress(id, 'https://mcp.example/mcp?token=s3cret');
  expect(JSON.stringify(stored)).not.toContain('s3cret');
  expect(openAddress({ id, ...stored })).toBe('https://mcp.example/mcp?token=s3cret');
  expect(() => openAddress({ id: randomUUID(), ...stored })).toThrow();
});

test('an address without secrets is stored as it is', () => {
  expect(sealAddress(randomUUID(), 'https://mcp.example/mcp')).toEqual({
    url: 'https://mcp.example/mcp',
    urlBox: null,
  });
});

test('a masked address that is sent back is recognised in any spelling', () => {
  expect(isMasked(new URL('https://mcp.example/mcp?token=••••').href)).toBe(true);
  expect(isMasked('https://mcp.example/mcp?token=%2E')).toBe(false);
});

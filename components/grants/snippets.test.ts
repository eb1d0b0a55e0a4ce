import { expect, test } from 'vitest';
import { snippetsFor } from './snippets';

const url = 'https://gateway.example.com/mcp/0190';
const token = 'plg_abc-_123';

test('every snippet carries the gateway’s URL and the token, and JSON ones are JSON', () => {
  for (const { language, text } of snippetsFor({ serverName: 'Kestra', url, token })) {
    expect(text).toContain(url);
    expect(text).toContain(`Bearer ${token}`);
    if (language === 'json') expect(JSON.parse(text)).toBeTypeOf('object');
  }
});

test('a server’s name cannot say anything to a shell or a configuration file', () => {
  for (const { text } of snippetsFor({ serverName: '"; rm -rf ~ #\n[x]', url, token })) {
    expect(text).toMatch(/rm-rf-x|mcp-remote/);
    expect(text).not.toContain('rm -rf');
  }
});

test('mcp-remote is told when the gateway is reached over plain HTTP on another machine', () => {
  const bridge = (at: string) => snippetsFor({ serverName: 'x', url: at, token }).at(-1)?.text;
  expect(bridge('http://gateway.internal:3001/mcp/1')).toContain('--allow-http');
  expect(bridge('http://localhost:3001/mcp/1')).not.toContain('--allow-http');
});

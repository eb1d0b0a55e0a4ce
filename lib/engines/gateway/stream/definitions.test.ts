import { expect, test, vi } from 'vitest';
import type { PinnedDefinitions, Target } from '@/lib/engines/gateway/ports';
import { createDefinitions } from './definitions';

const text = JSON.stringify({
  name: 'run',
  inputSchema: { properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
});
const headers = [{ name: 'mcp-param-region', path: ['region'] }];
const server = {
  id: 'server',
  tools: new Map([
    ['run', 'hash'],
    ['bare', ''],
  ]),
} as unknown as Target;
const reading = (read: PinnedDefinitions['read']) => {
  const spy = vi.fn(read);
  return { spy, definitions: createDefinitions({ read: spy, noteDrift: () => {}, noteDriftEnd: () => {} }) };
};

test('the headers of a definition are read once', async () => {
  const { spy, definitions } = reading(async () => new Map([['run', text]]));
  const both = [definitions.paramHeaders(server, 'run'), definitions.paramHeaders(server, 'run')];
  expect(await Promise.all(both)).toEqual([headers, headers]);
  expect(definitions.paramHeaders(server, 'run')).toEqual(headers);
  for (const name of ['bare', 'unknown']) expect(definitions.paramHeaders(server, name)).toEqual([]);
  expect(spy).toHaveBeenCalledTimes(1);
});

test('a database that is away holds a call up for a second at most, and is asked once at a time', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  let answer = (_: ReadonlyMap<string, string>) => {};
  const { spy, definitions } = reading(() => new Promise((resolve) => (answer = resolve)));
  expect(await definitions.paramHeaders(server, 'run')).toEqual([]);
  expect(definitions.paramHeaders(server, 'run')).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(await definitions.paramHeaders(server, 'run')).toEqual([]);
  expect(spy).toHaveBeenCalledTimes(1);
  answer(new Map([['run', text]]));
  await vi.waitFor(() => expect(definitions.paramHeaders(server, 'run')).toEqual(headers));
  vi.useRealTimers();
});

import { expect, test } from 'vitest';
import { type ConfiguredServer, readConfig } from './read-config';

function serversOf(document: string): ConfiguredServer[] {
  const read = readConfig(document);
  if (!read.ok) throw new Error(read.problem);
  return read.servers;
}

const entry = { command: 'npx', args: ['-y', 'tavily-mcp'] };

test('a configuration as large as is read takes less than a second', () => {
  const servers = Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`s${at}`, entry]));
  const started = performance.now();
  expect(serversOf(JSON.stringify({ mcpServers: servers }))).toHaveLength(100);
  serversOf(`{"mcpServers":{"a":{"command":"npx","args":["${'-'.repeat(200_000)}"]}}}`);
  serversOf(`{"mcpServers":{"a":{"command":"npx","args":["${'a/'.repeat(100_000)}"]}}}`);
  serversOf(`{"mcpServers":{"a":{"command":"docker","args":["run","${'a-'.repeat(100_000)}"]}}}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});

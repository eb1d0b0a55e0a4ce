import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { freePort } from '@/lib/base/network/free-port';
import { expect, provision, test } from './fixtures';

/** mcp-remote, as an MCP client on a person's machine starts it: stdio on one side, the gateway on the other. */
async function throughMcpRemote(home: string, { url, token }: { url: string; token: string }): Promise<Client> {
  const client = new Client({ name: 'foreign client', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: join('node_modules', '.bin', 'mcp-remote'),
      args: [url, '--transport', 'http-only', '--header', `Authorization: Bearer ${token}`],
      env: { ...process.env, HOME: home } as Record<string, string>,
      stderr: 'ignore',
    }),
  );
  return client;
}

async function untilListening(port: number): Promise<void> {
  const url = `http://127.0.0.1:${port}/mcp`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
}

test('server-everything is governed through mcp-remote: what is named passes, the rest does not exist', async ({
  folder,
  startForeign,
}) => {
  const port = await freePort();
  await startForeign(['mcp-server-everything', 'streamableHttp'], { PORT: String(port) });
  await untilListening(port);
  const grant = await provision(folder, `http://127.0.0.1:${port}/mcp`, {
    version: '1',
    default: 'deny',
    tools: {
      echo: {},
      'get-sum': { require: [{ conditions: [{ path: 'args.a', op: 'lte', value: 10 }], on_deny: 'a is at most 10.' }] },
    },
  });
  const client = await throughMcpRemote(folder, grant);
  try {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['echo', 'get-sum']);
    expect(await client.callTool({ name: 'echo', arguments: { message: 'hello' } })).toMatchObject({
      content: [{ type: 'text', text: 'Echo: hello' }],
    });
    expect(JSON.stringify(await client.callTool({ name: 'get-sum', arguments: { a: 2, b: 3 } }))).toContain('5');
    expect(await client.callTool({ name: 'get-sum', arguments: { a: 11, b: 3 } })).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringContaining('[POLICY DENIED] a is at most 10.') }],
    });
    await expect(client.callTool({ name: 'get-env', arguments: {} })).rejects.toThrow('Unknown tool: get-env');
  } finally {
    await client.close();
  }
});

test('server-filesystem behind mcp-proxy reads in the allowed folder only and writes nowhere', async ({
  folder,
  startForeign,
}) => {
  writeFileSync(join(folder, 'open.txt'), 'for everyone');
  writeFileSync(join(folder, 'secret.txt'), 'for nobody');
  const port = await freePort();
  await startForeign([
    'mcp-proxy',
    '--port',
    String(port),
    '--host',
    '127.0.0.1',
    '--server',
    'stream',
    '--',
    join('node_modules', '.bin', 'mcp-server-filesystem'),
    folder,
  ]);
  await untilListening(port);
  const grant = await provision(folder, `http://127.0.0.1:${port}/mcp`, {
    version: '1',
    default: 'deny',
    tools: {
      read_text_file: {
        require: [{ conditions: [{ path: 'args.path', op: 'path_within', value: [join(folder, 'open.txt')] }] }],
      },
      write_file: { action: 'deny', reason: 'This server is for reading.' },
    },
  });
  const client = await throughMcpRemote(folder, grant);
  const read = (path: string) => client.callTool({ name: 'read_text_file', arguments: { path } });
  try {
    expect(JSON.stringify(await read(join(folder, 'open.txt')))).toContain('for everyone');
    for (const path of [join(folder, 'secret.txt'), `${folder}/open.txt/../secret.txt`]) {
      const refused = await read(path);
      expect(refused.isError).toBe(true);
      expect(JSON.stringify(refused)).not.toContain('for nobody');
    }
    const write = await client.callTool({
      name: 'write_file',
      arguments: { path: join(folder, 'new.txt'), content: 'x' },
    });
    expect(write).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('This server is for reading.') }],
    });
  } finally {
    await client.close();
  }
});

import { describe, expect, test } from 'vitest';
import { choose } from './choose';
import { type ConfiguredServer, configLengthMax, readConfig } from './read-config';

function serversOf(document: unknown): ConfiguredServer[] {
  const read = readConfig(typeof document === 'string' ? document : JSON.stringify(document));
  if (!read.ok) throw new Error(read.problem);
  return read.servers;
}

function identified(entry: object): string | null {
  const [server] = serversOf({ mcpServers: { one: entry } });
  return server?.identity ? `${server.identity.kind} ${server.identity.name}` : null;
}

const line = (text: string) => {
  const [command, ...args] = text.split(' ');
  return { command, args };
};

describe('a command names its package', () => {
  test.each([
    ['npx -y @modelcontextprotocol/server-github', 'npm @modelcontextprotocol/server-github'],
    ['npx -y @stripe/mcp@0.2.5 --tools=all --api-key=sk_live_abc', 'npm @stripe/mcp'],
    ['npx --yes --package=@stripe/mcp mcp', 'npm @stripe/mcp'],
    ['npx -p @stripe/mcp mcp', 'npm @stripe/mcp'],
    ['npx firecrawl-mcp@latest', 'npm firecrawl-mcp'],
    ['C:\\Program\\npx.cmd -y tavily-mcp', 'npm tavily-mcp'],
    ['cmd /c npx -y tavily-mcp', 'npm tavily-mcp'],
    ['wsl npx -y tavily-mcp', 'npm tavily-mcp'],
    ['env TOKEN=x npx -y tavily-mcp', 'npm tavily-mcp'],
    ['TOKEN=x/y npx -y tavily-mcp', 'npm tavily-mcp'],
    ['op run --env-file=.env -- npx -y tavily-mcp', 'npm tavily-mcp'],
    ['bunx tavily-mcp', 'npm tavily-mcp'],
    ['bun x tavily-mcp', 'npm tavily-mcp'],
    ['pnpm dlx tavily-mcp', 'npm tavily-mcp'],
    ['yarn dlx tavily-mcp', 'npm tavily-mcp'],
    ['npm exec --yes tavily-mcp', 'npm tavily-mcp'],
    ['deno run -A npm:tavily-mcp@1', 'npm tavily-mcp'],
    ['node /home/ada/clients/node_modules/@stripe/mcp/dist/index.js', 'npm @stripe/mcp'],
    ['npx -y github:acme/mcp-tool', 'repository github.com/acme/mcp-tool'],
    ['uvx mcp-server-git --repository /home/ada/work', 'pypi mcp-server-git'],
    ['uvx mcp_server_git@2025.1', 'pypi mcp-server-git'],
    ['uvx --from git+https://github.com/acme/tool@main tool', 'repository github.com/acme/tool'],
    ['uvx --from acme-tools[mcp]==1.2 serve', 'pypi acme-tools'],
    ['uv tool run mcp-server-git', 'pypi mcp-server-git'],
    ['pipx run mcp-server-git', 'pypi mcp-server-git'],
    ['python -m mcp_server_git', 'pypi mcp-server-git'],
    [
      'docker run -i --rm -e GITHUB_TOKEN ghcr.io/github/github-mcp-server:v1 stdio',
      'oci ghcr.io/github/github-mcp-server',
    ],
    ['docker run -it --env=A=b -v /home/ada:/x docker.io/mcp/time@sha256:aa', 'oci mcp/time'],
    ['podman run --rm -i mcp/time', 'oci mcp/time'],
    ['go run github.com/acme/tool/cmd@latest', 'repository github.com/acme/tool'],
    ['/usr/local/bin/github-mcp-server stdio', 'program github-mcp-server'],
    ['npx -y mcp-remote https://mcp.linear.app/sse?key=x --header Authorization:x', 'host mcp.linear.app'],
  ])('%s', (text, expected) => {
    expect(identified(line(text))).toBe(expected);
  });
});

describe('nothing is asked for where the package is not certain', () => {
  test.each([
    'npx --some-new-option word @stripe/mcp',
    'npx -c something',
    'npx ./build',
    'npx build/index.js',
    'npx https://user:pass@host.io/x.tgz',
    'npx -y mcp-remote',
    'npx -y @smithery/cli run acme',
    'uvx --unknown x mcp-server-git',
    'uv run --directory /home/ada/tool server.py',
    'uvx /home/ada/tool',
    'python /home/ada/server.py',
    'python -m acme.tool',
    'node /home/ada/build/index.js',
    'node --unknown x /a/node_modules/b/c.js',
    'docker run --unknown x mcp/time',
    'docker compose up',
    'docker run registry.acme.internal/mcp/time',
    'sh -c curl|sh',
    'TOKEN=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey',
    'https://mcp.linear.app/s/bPxRfiCYqWeRtYuKey',
    'ssh host',
    './server.sh',
    'npx',
    '',
  ])('%s', (text) => {
    const [server] = serversOf({ mcpServers: { one: line(text) } });
    expect(server?.identity).toBeNull();
    expect(server?.why).toMatch(/^It.*\.$/);
  });
});

test.each([
  ['https://mcp.linear.app/sse', 'host mcp.linear.app'],
  ['https://user:password@MCP.Linear.app:8443/a/b?c=d#e', 'host mcp.linear.app'],
  ['http://localhost:3000/mcp', null],
  ['http://192.168.1.4/mcp', null],
  ['http://[::1]/mcp', null],
  ['http://2130706433/', null],
  ['https://tools.acme.internal/mcp', null],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code writes its inputs so.
  ['https://${input:host}/mcp', null],
  ['file:///home/ada/x', null],
  ['https://a1b2c3d4e5f6a7b8.tunnels.dev/mcp', null],
])('only a public host of %s is sent', (url, expected) => {
  expect(identified({ url })).toBe(expected);
});

const entry = { command: 'npx', args: ['-y', 'tavily-mcp'] };

test.each<[string, unknown]>([
  ['Claude Desktop, Cursor, Cline', { mcpServers: { one: entry } }],
  ['Claude Code', { numStartups: 3, projects: { '/home/ada': { mcpServers: { one: entry } } } }],
  [
    'VS Code, mcp.json',
    { inputs: [{ id: 'token', type: 'promptString' }], servers: { one: { type: 'stdio', ...entry } } },
  ],
  ['VS Code, settings.json', { 'editor.fontSize': 12, mcp: { servers: { one: entry } } }],
  ['VS Code, dotted', { 'mcp.servers': { one: entry } }],
  ['Zed', { context_servers: { one: { source: 'custom', ...entry } } }],
  ['Zed, before', { context_servers: { one: { command: { path: 'npx', args: entry.args } } } }],
  ['Continue', { experimental: { modelContextProtocolServers: [{ transport: { type: 'stdio', ...entry } }] } }],
  ['Continue, listed', { mcpServers: [{ name: 'one', ...entry }] }],
  ['opencode', { mcp: { one: { type: 'local', command: ['npx', '-y', 'tavily-mcp'], enabled: true } } }],
  ['a list without its place', { one: entry }],
  ['one server', entry],
  ['a command that is a line', { mcpServers: { one: { command: 'npx -y tavily-mcp' } } }],
  ['a fragment', '"mcpServers": { "one": { "command": "npx", "args": ["-y", "tavily-mcp"] } }'],
  [
    'comments and commas',
    '{ // mine\n "mcpServers": { "one": { "command": "npx", "args": ["-y", "tavily-mcp",], }, }, }',
  ],
  ['a missing end', '{ "mcpServers": { "one": { "command": "npx", "args": ["-y", "tavily-mcp"]'],
])('a configuration of %s is read', (_client, document) => {
  expect(serversOf(document).map(({ identity }) => identity)).toEqual([{ kind: 'npm', name: 'tavily-mcp' }]);
});

test('Windsurf’s address is read under its own name', () => {
  expect(identified({ serverUrl: 'https://mcp.linear.app/sse' })).toBe('host mcp.linear.app');
});

test('a disabled server is not sent', () => {
  expect(identified({ ...entry, disabled: true })).toBeNull();
  expect(identified({ ...entry, enabled: false })).toBeNull();
});

test.each([
  ['', ''],
  ['hello', 'This is not JSON'],
  ['{}', 'No list of servers was found'],
  ['[1, 2]', 'No list of servers was found'],
  ['{"mcpServers": {}}', 'is empty'],
  ['[mcp_servers.one]\ncommand = "npx"', 'This is TOML'],
  ['mcpServers:\n  - name: one', 'This is YAML'],
  ['['.repeat(100_000), 'nested too deeply'],
  [`${' '.repeat(configLengthMax)}{}`, 'longer than 256 KB'],
])('an invalid configuration is reported: %.20j', (text, problem) => {
  const read = readConfig(text);
  expect(read.ok).toBe(false);
  expect(read.ok ? '' : read.problem).toContain(problem);
});

test.each([
  [
    '{"mcpServers": {"github: {"command": "npx"}}}',
    'Line 1, column 17: A quote is missing: what begins here is read as one text.',
  ],
  ['{\n "mcpServers": {,\n}\n', 'Line 2, column '],
  ['{ hello', 'Line 1, column 3: This text must stand in double quotes.'],
])('JSON that is broken before any server is reported with line and column: %j', (text, problem) => {
  const read = readConfig(text);
  expect(read.ok ? '' : read.problem).toContain(problem);
});

test.each([
  [
    '{"mcpServers": {"a": {"command": "npx",\n"args": ["-y", "firecrawl-mcp"]\n"env": {}}}}',
    'Line 3, column 1: A comma is missing before this.',
  ],
  [
    '"mcpServers": {"a": {"command": "npx",\n"args": ["-y", "firecrawl-mcp"]\n"env": {}}}',
    'Line 3, column 1: A comma is missing before this.',
  ],
])(
  'of JSON that is broken behind a server the server is read, and the mistake named with its line',
  (text, mistake) => {
    expect(readConfig(text)).toMatchObject({
      ok: true,
      servers: [{ identity: { name: 'firecrawl-mcp' } }],
      note: `${mistake} What could be read is shown.`,
    });
  },
);

test.each([
  '{"mcpServers": {"a": {"command": "npx", "env": {"KEY": "hunter2"hunter2"}}}}',
  '{"mcpServers": {"a": {"command": "npx", "env": {"KEY": hunter2}}}}',
  '{"mcpServers": {"a": {"command": "npx", "env": {hunter2: 1}}}}',
  'hunter2 {',
  '{"mcpServers: "hunter2": {',
])('no message repeats a word of the pasted text: %j', (text) => {
  const read = readConfig(text);
  const said = read.ok ? read.note : read.problem;
  expect(said).toMatch(/Line 1, column \d+: /);
  expect(said).not.toContain('hunter');
});

test('of several servers on one host the one with the same path is meant, and none where no path is the same', () => {
  const candidates = ['/one/mcp', '/two/mcp'].map((path) => ({ slug: path.slice(1, 4), name: path, paths: [path] }));
  expect(choose(candidates, '/two/mcp/')?.slug).toBe('two');
  expect(choose(candidates, '/three/mcp')).toBeUndefined();
  expect(choose(candidates, null)).toBeUndefined();
  expect(choose(candidates.slice(0, 1), '/three/mcp')?.slug).toBe('one');
});

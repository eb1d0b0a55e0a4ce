import { expect, test } from 'vitest';
import { questionOf } from './question';
import { readConfig } from './read-config';

/** Keys in the formats of issuers; none is real. */
const secrets = [
  'sk-proj-Zx81kQ0dLr72VmYt55Wb',
  'sk_live_51Hq8fKJ2eZvKYlo2C0aBcD',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'xoxb-263594206564-2343594206574-FGqddMF8t08v8N7Oq4i57vs1',
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N',
  '0b2f7c1e-5d34-4a8e-9c11-7f3a2b1c9d8e',
  '5f4dcc3b5aa765d61d8327deb882cf99',
];

const configuration = {
  inputs: [{ id: 'token', type: 'promptString', password: true, default: 'x' }],
  mcpServers: {
    github: {
      command: 'npx',
      args: ['-y', '@modelcontextprotocol/server-github', '--token', 'x', '--other=x'],
      env: { GITHUB_TOKEN: 'x' },
      cwd: '/home/ada',
      alwaysAllow: ['x'],
    },
    git: { command: 'uvx', args: ['--from', 'mcp-server-git', 'mcp-server-git', '--repository', '/home/ada/x'] },
    time: { command: 'docker', args: ['run', '-i', '-e', 'A=x', '--env=B=x', '-v', '/a:/b', 'mcp/time:1', 'x'] },
    relay: { command: 'npx', args: ['mcp-remote', 'https://mcp.linear.app/x?key=x#x', '--header', 'Authorization: x'] },
    remote: { url: 'https://mcp.sentry.dev/x/y?token=x#x', headers: { Authorization: 'Bearer x' } },
    script: { command: 'node', args: ['/home/ada/node_modules/@stripe/mcp/dist/index.js', 'x'] },
    module: { command: 'python', args: ['-m', 'mcp_server_fetch', 'x'] },
    source: { command: 'uvx', args: ['--from', 'git+https://github.com/acme/tool.git@x', 'tool'] },
    shell: { command: 'sh', args: ['-c', 'TOKEN=x npx -y tavily-mcp'] },
    line: { command: 'npx -y tavily-mcp --key x' },
    program: { command: '/home/ada/bin/github-mcp-server', args: ['x'] },
  },
};

/** Copies of the document, each with one string or name replaced or extended by the secret. */
function* planted(value: unknown, secret: string): Generator<unknown> {
  if (typeof value === 'string') {
    yield secret;
    yield `${value}${secret}`;
    yield `${secret}${value}`;
    yield `${value}=${secret}`;
    yield `https://${secret}@mcp.linear.app/sse`;
    yield `https://ada:${secret}@github.com/acme/tool`;
    yield `https://mcp.linear.app/${secret}/sse?x=${secret}#${secret}`;
  } else if (Array.isArray(value)) {
    for (const at of value.keys()) for (const item of planted(value[at], secret)) yield value.with(at, item);
    for (let at = 0; at <= value.length; at += 1) yield value.toSpliced(at, 0, secret);
    for (let at = 0; at <= value.length; at += 1) yield value.toSpliced(at, 0, `--key=${secret}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      for (const item of planted(child, secret)) yield { ...value, [key]: item };
    }
    yield { ...value, [secret]: secret };
    const [first] = Object.entries(value);
    if (first) yield { ...Object.fromEntries(Object.entries(value).slice(1)), [secret]: first[1] };
  }
}

test.each(secrets)('a secret anywhere in a configuration never leaves the browser: %s', (secret) => {
  const pieces = secret
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((piece) => piece.length >= 8);
  let documents = 0;
  for (const document of planted(configuration, secret)) {
    const read = readConfig(JSON.stringify(document));
    const sent = read.ok ? JSON.stringify(questionOf(read.servers)).toLowerCase() : '';
    for (const piece of pieces) {
      if (sent.includes(piece)) throw new Error(`${sent}\nholds ${piece} of\n${JSON.stringify(document)}`);
    }
    documents += 1;
  }
  expect(documents).toBeGreaterThan(400);
});

test.each([
  ['sh', ['-c', 'KEY=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey npx -y tavily-mcp']],
  ['bash', ['-lc', 'KEY=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey OTHER=a/b tavily-mcp']],
  ['env', ['KEY=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey', 'npx', '-y', 'tavily-mcp']],
  ['KEY=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey', ['npx', '-y', 'tavily-mcp']],
  ['cmd', ['/c', 'KEY=wJalrXUtnFEMI/bPxRfiCYqWeRtYuKey', 'tavily-mcp']],
])('a variable with a key and a slash in front of a command stays, and the command is read: %s %s', (command, args) => {
  const read = readConfig(JSON.stringify({ mcpServers: { one: { command, args } } }));
  const sent = read.ok ? questionOf(read.servers).servers : [];
  expect(sent).toEqual([expect.objectContaining({ name: 'tavily-mcp' })]);
});

test('only packages, images, hosts and repositories of a configuration are sent', () => {
  const read = readConfig(JSON.stringify(configuration));
  expect(read.ok && questionOf(read.servers)).toEqual({
    servers: [
      { kind: 'npm', name: '@modelcontextprotocol/server-github' },
      { kind: 'pypi', name: 'mcp-server-git' },
      { kind: 'oci', name: 'mcp/time' },
      { kind: 'host', name: 'mcp.linear.app' },
      { kind: 'host', name: 'mcp.sentry.dev' },
      { kind: 'npm', name: '@stripe/mcp' },
      { kind: 'pypi', name: 'mcp-server-fetch' },
      { kind: 'repository', name: 'github.com/acme/tool' },
      { kind: 'npm', name: 'tavily-mcp' },
      { kind: 'program', name: 'github-mcp-server' },
    ],
  });
});

test('a plain word is sent only from the place of the package', () => {
  const read = readConfig(JSON.stringify(configuration).replaceAll('"x"', '"hunter"').replaceAll('=x', '=hunter'));
  expect(read.ok && JSON.stringify(questionOf(read.servers))).not.toContain('hunter');
});

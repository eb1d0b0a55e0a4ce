import { expect, test } from 'vitest';
import { readPage } from './page';

const server = { name: 'io.github.ada/notes', version: '1.2.0' };
const official = (said: object) => ({ _meta: { 'io.modelcontextprotocol.registry/official': said } });

function only(item: object) {
  const { listed, rejected } = readPage({ servers: [item], metadata: { count: 1 } });
  expect(rejected).toEqual([]);
  return listed[0]!;
}

function problemOf(fields: object): string | undefined {
  return readPage({ servers: [{ server: { ...server, ...fields } }] }).rejected[0]?.problem;
}

test('an entry of the current format is read with its state', () => {
  const packages = [{ registryType: 'npm', identifier: '@ada/notes', version: '1.2.0', transport: { type: 'stdio' } }];
  const said = { status: 'deprecated', isLatest: true, publishedAt: '2026-01-01T00:00:00Z' };
  expect(only({ server: { ...server, packages }, ...official(said) })).toMatchObject({
    name: 'io.github.ada/notes',
    status: 'deprecated',
    isLatest: true,
    publishedAt: '2026-01-01T00:00:00Z',
    entry: { packages: [{ registryType: 'npm', identifier: '@ada/notes', version: '1.2.0' }] },
  });
});

test('an entry of the first releases, in snake_case without an envelope, is read alike', () => {
  const listed = only({
    name: 'io.github.ada/notes',
    repository: { url: 'https://github.com/ada/notes', source: 'github' },
    version_detail: { version: '1.2.0', release_date: '2025-07-01T00:00:00Z', is_latest: true },
    packages: [
      { registry_name: 'docker', name: 'ada/notes', version: '1.2.0' },
      { registry_name: 'unknown', name: 'x', version: '1' },
    ],
    remotes: [{ transport_type: 'streamable', url: 'https://ada.example/mcp', headers: [{ is_required: false }] }],
  });
  expect(listed).toMatchObject({
    version: '1.2.0',
    isLatest: true,
    publishedAt: '2025-07-01T00:00:00Z',
    entry: {
      packages: [{ registryType: 'oci', identifier: 'ada/notes', version: '1.2.0' }],
      remotes: [{ type: 'streamable-http', url: 'https://ada.example/mcp', open: true }],
    },
  });
});

test('the state is found in every format of the registry', () => {
  const said = { status: 'deprecated', is_latest: true };
  for (const item of [
    { server: { ...server, status: 'deprecated' } },
    { server, 'x-io.modelcontextprotocol.registry': said },
    { server: { ...server, ...official(said) } },
    { server, ...official(said) },
  ]) {
    expect(only(item).status).toBe('deprecated');
  }
});

test('only name and version of a deleted entry are read', () => {
  const listed = only({ server: { ...server, packages: 'broken' }, ...official({ status: 'deleted' }) });
  expect(listed).toMatchObject({ status: 'deleted', name: 'io.github.ada/notes', version: '1.2.0' });
});

test('no URL that runs code, reads files or carries a password is accepted', () => {
  const addresses = [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.com/x',
    'https://user:secret@example.com/',
    'java\nscript:alert(1)',
    ' https://example.com',
  ];
  for (const url of addresses) {
    expect(problemOf({ repository: { url } }), url).toBe('has a repository that is no web address');
    expect(problemOf({ websiteUrl: url }), url).toBe('has a website that is no web address');
    expect(problemOf({ remotes: [{ type: 'sse', url }] }), url).toBe('has a remote that is no web address');
    expect(problemOf({ packages: [{ registryType: 'mcpb', identifier: url }] }), url).toMatch(/whose name is none/);
  }
});

test('unfilled templates are refused anywhere', () => {
  for (const template of ['$' + '{VERSION}', '$VERSION', '<<Version>>', '{{version}}', '__VERSION__']) {
    expect(problemOf({ version: template }), template).toBe('has a template for a version');
    expect(problemOf({ packages: [{ registryType: 'npm', identifier: template }] }), template).toMatch(/template/);
    expect(problemOf({ repository: { url: `https://github.com/ada/${template}` } }), template).toMatch(/template/);
  }
});

test('a version that only looks like a template is a version', () => {
  expect(problemOf({ version: '0.0.0-template' })).toBeUndefined();
});

test('texts are one visible line, cut at their bounds', () => {
  const listed = only({
    server: { ...server, title: 'No\u202etes\u0000\u200b', description: `Reads\n\n${'long '.repeat(1_000)}` },
  });
  expect(listed).toMatchObject({ entry: { title: 'No tes' } });
  expect('entry' in listed && listed.entry.description).toMatch(/^Reads long .{400,490}…$/);
});

test('a remote is open if it needs nothing of a user', () => {
  const remote = { type: 'streamable-http', url: 'https://ada.example/mcp' };
  const openOf = (fields: object) => {
    const listed = only({ server: { ...server, remotes: [{ ...remote, ...fields }] } });
    return 'entry' in listed && listed.entry.remotes[0]?.open;
  };
  expect(openOf({})).toBe(true);
  expect(openOf({ headers: [{ name: 'X-Region', isRequired: false }] })).toBe(true);
  expect(openOf({ headers: [{ name: 'Authorization', isRequired: true }] })).toBe(false);
  expect(openOf({ headers: [{ name: 'Authorization', is_required: true }] })).toBe(false);
  expect(openOf({ url: 'https://{tenant}.ada.example/mcp' })).toBe(false);
  expect(openOf({ variables: { tenant: { isRequired: true } } })).toBe(false);
});

test('one bad entry does not reject its page', () => {
  const bad = [null, 7, [], {}, { server: null }, { server: { name: 7 } }, { server: { ...server, packages: 7 } }];
  const { listed, rejected } = readPage({ servers: [...bad, { server }] });
  expect(listed).toHaveLength(1);
  expect(rejected).toHaveLength(bad.length);
});

test('the cursor is passed on unchanged in both spellings, and an empty one is none', () => {
  expect(readPage({ servers: [], metadata: { nextCursor: 'a/b:1' } }).nextCursor).toBe('a/b:1');
  expect(readPage({ servers: [], metadata: { next_cursor: 'a/b:1' } }).nextCursor).toBe('a/b:1');
  expect(readPage({ servers: null, metadata: { nextCursor: '' } }).nextCursor).toBeUndefined();
});

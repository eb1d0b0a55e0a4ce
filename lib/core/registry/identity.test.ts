import { expect, test } from 'vitest';
import type { Entry } from './entry';
import { identitiesOf, packageIdentity, remoteIdentity } from './identity';

const entry: Entry = { name: 'io.github.ada/notes', version: '1', packages: [], remotes: [] };

test('spellings that a package registry treats as one package are one', () => {
  const pypi = (identifier: string) => packageIdentity({ registryType: 'pypi', identifier });
  expect(pypi('My_Server')).toBe(pypi('my-server'));
  const oci = (identifier: string) => packageIdentity({ registryType: 'oci', identifier });
  expect(oci('ada/notes:1.2')).toBe(oci('docker.io/ada/notes@sha256:0f'));
  expect(oci('localhost:5000/notes:1')).toBe('oci:localhost:5000/notes');
  expect(oci('ghcr.io/ada/notes')).not.toBe(oci('ada/notes'));
  expect(oci('redis')).toBe('oci:docker.io/library/redis');
});

test('one name on two package registries is two packages', () => {
  expect(packageIdentity({ registryType: 'npm', identifier: 'notes' })).not.toBe(
    packageIdentity({ registryType: 'pypi', identifier: 'notes' }),
  );
});

test('tenants of one host are different remotes', () => {
  expect(remoteIdentity('https://host.example/a/mcp')).not.toBe(remoteIdentity('https://host.example/b/mcp'));
  expect(remoteIdentity('https://host.example/mcp?server=a')).not.toBe(
    remoteIdentity('https://host.example/mcp?server=b'),
  );
  expect(remoteIdentity('https://HOST.example/mcp/')).toBe(remoteIdentity('https://host.example/mcp'));
});

test('a repository is an identity only if the namespace proves its owner and it has one server', () => {
  const repository = { url: 'https://github.com/Ada/Notes.git' };
  expect(identitiesOf({ ...entry, repository })).toEqual(['repo:github.com/ada/notes']);
  expect(identitiesOf({ ...entry, name: 'io.github.mallory/notes', repository })).toEqual([]);
  expect(identitiesOf({ ...entry, name: 'com.ada/notes', repository })).toEqual([]);
  expect(identitiesOf({ ...entry, name: 'io.github.ad/notes', repository })).toEqual([]);
  expect(identitiesOf({ ...entry, repository: { ...repository, subfolder: 'servers/one' } })).toEqual([]);
  expect(identitiesOf({ ...entry, repository: { url: 'https://github.com.evil.example/ada/notes' } })).toEqual([]);
});

test('a remote with variables is no identity', () => {
  const remotes = [{ type: 'sse' as const, url: 'https://{tenant}.example/mcp', open: false }];
  expect(identitiesOf({ ...entry, remotes })).toEqual([]);
});

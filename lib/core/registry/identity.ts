import type { Entry } from './entry';
import type { Package } from './package';

/**
 * Identity keys of a server: its packages and remotes, which the registry verified. `repo:` is used only if the
 * namespace proves the repository's owner ("io.github.owner/…") and the entry is the only one of it, because anybody
 * may write any repository into an entry.
 */
export function identitiesOf({ name, packages, remotes, repository }: Entry): string[] {
  const owner = /^io\.github\.([^/]+)\//i.exec(name)?.[1]?.toLowerCase();
  const repo = repository && !repository.subfolder ? repositoryIdentity(repository.url) : undefined;
  const proven = owner !== undefined && repo?.startsWith(`repo:github.com/${owner}/`);
  return unique([
    ...packages.map(packageIdentity),
    ...remotes.filter(({ open }) => open).map(({ url }) => remoteIdentity(url)),
    ...(repo && proven ? [repo] : []),
  ]);
}

/** Normalised key for all spellings that a package registry treats as one package. */
export function packageIdentity({ registryType, identifier }: Package): string {
  const known = identifier.trim();
  if (registryType === 'pypi') return `pypi:${known.toLowerCase().replace(/[-_.]+/g, '-')}`;
  if (registryType === 'oci') return `oci:${imageOf(known.toLowerCase())}`;
  return `${registryType}:${registryType === 'mcpb' ? known : known.toLowerCase()}`;
}

export function remoteIdentity(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `remote:${origin}${pathname.replace(/\/+$/, '')}${search}`;
}

/** Undefined: not a repository with owner and name. */
export function repositoryIdentity(url: string): string | undefined {
  const { hostname, pathname } = new URL(url);
  const [owner, name, ...rest] = pathname.split('/').filter(Boolean);
  if (!owner || !name || rest.length > 0) return undefined;
  return `repo:${hostname}/${owner}/${name.replace(/\.git$/, '')}`.toLowerCase();
}

/** Without tag and digest; the default registry is Docker Hub. */
function imageOf(reference: string): string {
  const image = reference.replace(/@sha256:.*$/, '').replace(/:[^/:]*$/, '');
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`;
}

function unique(keys: string[]): string[] {
  return [...new Set(keys)];
}

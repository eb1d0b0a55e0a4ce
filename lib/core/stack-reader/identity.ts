// Reads a client's MCP configuration in the browser. Pure. Only an Identity leaves the browser, so a name comes only
// from the one word that names a package, image, repository or host, and only if it has that grammar and does not look
// like a key.

/** A configured server, as the catalogue can know it. */
export type Identity = { kind: 'npm' | 'pypi' | 'oci' | 'host' | 'repository' | 'program'; name: string };

/** Why a server cannot be identified, in a sentence. */
export type Withheld = { withheld: string };

/** Runs that are too long or too mixed for a chosen name; UUIDs; known key prefixes. */
const random =
  /[a-z0-9]{32}|\d{9}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-|^(?:sk|pk|rk|ghp|gho|ghs|ghu|glpat|xox[abprs])[-_][a-z0-9]{8}|^(?:akia|aiza|eyj)[a-z0-9]{12}/i;

/** Letters with three digits or more within twelve characters: keys, not package names. */
function isMixed(run: string): boolean {
  return run.length >= 12 && (run.match(/\d/g)?.length ?? 0) >= 3 && /[a-z]/i.test(run);
}

/** Unbroken capitals and digits, as in access key ids. */
const capitals = /[A-Z0-9]{12}/;

/** Last check of a name before it may leave the browser; in doubt it stays. */
function looksLikeKey(name: string): boolean {
  return name.length > 150 || random.test(name) || capitals.test(name) || name.split(/[^a-z0-9]+/i).some(isMixed);
}

function named(kind: Identity['kind'], name: string): Identity | Withheld {
  return looksLikeKey(name)
    ? { withheld: 'Its name looks like a key, so it stays in your browser.' }
    : { kind, name: name.toLowerCase() };
}

const notAPackage: Withheld = { withheld: 'Its command names no package that could be looked up.' };

/** npm's "@scope/name@1.2.3". */
export function npmIdentity(spec: string): Identity | Withheld {
  const version = spec.indexOf('@', 1);
  const name = version < 0 ? spec : spec.slice(0, version);
  if (/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*$/.test(name)) return named('npm', name);
  return repositoryIdentity(/^\w[\w.-]*\/\w[\w.-]*(?:#.*)?$/.test(spec) ? `github:${spec}` : spec);
}

/** "name[extra]==1.2" or "name@1.2", normalised by PEP 503. */
export function pypiIdentity(spec: string): Identity | Withheld {
  const name = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?=$|[[=<>~!@; ])/.exec(spec)?.[1];
  return name ? named('pypi', name.replace(/[-_.]+/g, '-')) : repositoryIdentity(spec);
}

/** An image without tag and digest, and without Docker Hub's default prefix. */
export function imageIdentity(reference: string): Identity | Withheld {
  const [untagged = ''] = reference.split('@');
  const name = untagged.replace(/:[^/:]*$/, '').replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '');
  if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(name)) return notAPackage;
  const [registry = '', ...path] = name.split('/');
  if (path.length > 0 && registry.includes('.') && !isPublicHost(registry)) return privateHost;
  return named('oci', name);
}

const privateHost: Withheld = { withheld: 'Its address is in a private network, so the catalogue cannot know it.' };
const privateEnding =
  /(?:^|\.)(?:local|localhost|internal|intranet|private|corp|lan|home|arpa|test|invalid|example|onion|svc|cluster)$/;

function isPublicHost(host: string): boolean {
  return /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+$/.test(host) && !privateEnding.test(host);
}

/** A remote server's host; the rest of its URL stays. */
export function hostIdentity(url: string): Identity | Withheld {
  if (!URL.canParse(url)) return { withheld: 'Its address cannot be read; it may be filled in by a variable.' };
  const { protocol, hostname } = new URL(url);
  if (!/^(?:https?|wss?):$/.test(protocol)) return { withheld: 'Its address is not a web address.' };
  return isPublicHost(hostname) ? named('host', hostname) : privateHost;
}

const forges: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/** "github:owner/name", "git+https://github.com/owner/name.git@main": owner and name on a public forge. */
export function repositoryIdentity(spec: string): Identity | Withheld {
  const short = /^(github|gitlab|bitbucket):(\w[\w.-]*)\/(\w[\w.-]*)(?:#.*)?$/.exec(spec);
  const long =
    /^(?:git\+)?(?:https?|ssh):\/\/(?:[^/@\s]*@)?(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/(\w[\w.-]*)\/(\w[\w.-]*)(?:[/@#?].*)?$/i.exec(
      spec,
    );
  const [, forge = '', owner = '', name = ''] = short ?? long ?? [];
  if (!owner || !name || /\.(?:[cm]?[jt]s|py|tgz|sh)$/.test(name)) return notAPackage;
  return named('repository', `${forges[forge] ?? forge}/${owner}/${name.replace(/\.git$/, '')}`);
}

/** A program installed under its own name; folders are left out. */
export function programIdentity(name: string): Identity | Withheld {
  return /^[a-z0-9][a-z0-9._-]{1,80}$/i.test(name) ? named('program', name) : notAPackage;
}

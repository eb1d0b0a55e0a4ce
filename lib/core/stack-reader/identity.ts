// Reading a client's MCP configuration, in the browser. Pure. What leaves the browser is an Identity and nothing else, so
// a name is only made here, from the one place of a command line that names a package, an image, a repository or a host,
// and only where it has the grammar of one and does not look like a key.

/** What a configured server is, as the catalogue can know it. */
export type Identity = { kind: 'npm' | 'pypi' | 'oci' | 'host' | 'repository' | 'program'; name: string };

/** Why a server cannot be asked for, in a sentence. */
export type Withheld = { withheld: string };

/** Runs without a separator that are too long, or too mixed, to have been chosen by a person; UUIDs; known key prefixes. */
const random =
  /[a-z0-9]{32}|\d{9}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-|^(?:sk|pk|rk|ghp|gho|ghs|ghu|glpat|xox[abprs])[-_][a-z0-9]{8}|^(?:akia|aiza|eyj)[a-z0-9]{12}/i;

/** Letters and three digits or more within twelve characters: package names are not written so, keys are. */
function isMixed(run: string): boolean {
  return run.length >= 12 && (run.match(/\d/g)?.length ?? 0) >= 3 && /[a-z]/i.test(run);
}

/** Capitals and digits without a break, as in the identifiers of access keys. */
const capitals = /[A-Z0-9]{12}/;

/** The last look at a name before it may leave: doubtful ones stay. */
function looksLikeKey(name: string): boolean {
  return name.length > 150 || random.test(name) || capitals.test(name) || name.split(/[^a-z0-9]+/i).some(isMixed);
}

function named(kind: Identity['kind'], name: string): Identity | Withheld {
  return looksLikeKey(name)
    ? { withheld: 'Its name looks like a key, so it stays in your browser.' }
    : { kind, name: name.toLowerCase() };
}

const notAPackage: Withheld = { withheld: 'Its command names no package that could be looked up.' };

/** "@scope/name@1.2.3" as npm and its runners read it. */
export function npmIdentity(spec: string): Identity | Withheld {
  const version = spec.indexOf('@', 1);
  const name = version < 0 ? spec : spec.slice(0, version);
  if (/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*$/.test(name)) return named('npm', name);
  return repositoryIdentity(/^\w[\w.-]*\/\w[\w.-]*(?:#.*)?$/.test(spec) ? `github:${spec}` : spec);
}

/** "name[extra]==1.2" or "name@1.2", in the normal form of PEP 503. */
export function pypiIdentity(spec: string): Identity | Withheld {
  const name = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?=$|[[=<>~!@; ])/.exec(spec)?.[1];
  return name ? named('pypi', name.replace(/[-_.]+/g, '-')) : repositoryIdentity(spec);
}

/** An image without its tag and digest; Docker Hub's own name is left out, as it may be. */
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

/** The host of a remote server; whatever else its URL holds stays. */
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

/** A program that is installed under its own name; folders are left out. */
export function programIdentity(name: string): Identity | Withheld {
  return /^[a-z0-9][a-z0-9._-]{1,80}$/i.test(name) ? named('program', name) : notAPackage;
}

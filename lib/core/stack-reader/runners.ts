import { type Options, splitAtOperand, type Words } from './command-line';
import {
  hostIdentity,
  type Identity,
  imageIdentity,
  npmIdentity,
  pypiIdentity,
  repositoryIdentity,
  type Withheld,
} from './identity';

type Runner = (args: readonly string[]) => Identity | Withheld;

const unsure: Withheld = {
  withheld: 'Its command has an option before the package that could not be read for certain.',
};
export const localFile: Withheld = { withheld: 'It runs a file of this machine, which the catalogue cannot know.' };

/** A runner whose first operand is the package, unless an option of `from` names it. */
function packageRunner(options: Options, from: RegExp, toIdentity: (spec: string) => Identity | Withheld): Runner {
  return (args) => {
    const words = splitAtOperand(args, options);
    if (!words) return unsure;
    const named = words.values.findLast(({ option }) => from.test(option));
    return relayed(words, toIdentity(named?.value ?? words.operand ?? ''));
  };
}

const relays: ReadonlySet<string> = new Set([
  'mcp-remote',
  'supergateway',
  'mcp-proxy',
  'mcp-remote-client',
  'mcp-client-proxy',
]);
const launchers: ReadonlySet<string> = new Set(['@smithery/cli', '@modelcontextprotocol/inspector', 'mcp-hub', 'mcpm']);

/** A relay is not the server: the server is at the URL that it gets. */
function relayed({ rest }: Words, identity: Identity | Withheld): Identity | Withheld {
  if ('withheld' in identity) return identity;
  if (launchers.has(identity.name))
    return { withheld: `It is loaded by ${identity.name}, which is not the server itself.` };
  if (!relays.has(identity.name)) return identity;
  const address = rest.find((word) => /^https?:\/\//i.test(word));
  return address ? hostIdentity(address) : { withheld: `It is relayed by ${identity.name}, and no address follows.` };
}

const npx = packageRunner(
  {
    flags:
      /^(?:-y|--yes|--no|--no-install|-q|--quiet|-s|--silent|--offline|--prefer-offline|--prefer-online|--ignore-scripts|--ignore-existing|--verbose|--bun|--no-audit|--no-fund)$/,
    valued:
      /^(?:-p|--package|--registry|--userconfig|--cache|--prefix|-w|--workspace|--loglevel|--node-options|-n|--node-arg|--allow-build)$/,
  },
  /^(?:-p|--package)$/,
  npmIdentity,
);

const uvx = packageRunner(
  {
    flags:
      /^(?:-q|--quiet|-v|--verbose|-n|--no-cache|--refresh|--isolated|--offline|--native-tls|--no-config|--no-progress|--no-build|--no-index|-U|--upgrade|--reinstall|--no-env-file|--managed-python|--no-python-downloads)$/,
    valued:
      /^(?:--from|--with|--with-editable|--with-requirements|-p|--python|--index|--default-index|-i|--index-url|--extra-index-url|-f|--find-links|--index-strategy|--keyring-provider|--prerelease|--resolution|--cache-dir|--directory|--project|--config-file|--env-file|--link-mode|--refresh-package|--upgrade-package|--python-preference|--color|--exclude-newer|-c|--constraints|--overrides)$/,
  },
  /^--from$/,
  pypiIdentity,
);

const pipx = packageRunner(
  {
    flags: /^(?:-q|--quiet|-v|--verbose|--no-cache|--pypackages)$/,
    valued: /^(?:--spec|--python|--pip-args|-i|--index-url|--suffix)$/,
  },
  /^--spec$/,
  pypiIdentity,
);

const docker: Runner = ([verb = '', ...args]) => {
  const run = verb === 'container' ? args.slice(1) : args;
  if (verb !== 'run' && !(verb === 'container' && args[0] === 'run')) {
    return { withheld: 'Its command does not run an image.' };
  }
  const words = splitAtOperand(run, {
    flags:
      /^(?:-[itdPq]+|--interactive|--tty|--rm|--init|--detach|--privileged|--read-only|--publish-all|--quiet|--no-healthcheck|--oom-kill-disable|-[evpulwhmca].+)$/,
    valued:
      /^(?:-[evpulwhmca]|--(?:env|env-file|volume|mount|publish|name|network|net|user|label|label-file|workdir|hostname|memory|cpus|cpu-shares|entrypoint|add-host|pull|platform|restart|dns|cap-add|cap-drop|security-opt|tmpfs|ulimit|shm-size|gpus|ip|log-driver|log-opt|device|pid|ipc|userns|runtime|stop-timeout|volumes-from|group-add|expose|attach|annotation|cidfile|network-alias|memory-swap|pids-limit))$/,
  });
  return words ? imageIdentity(words.operand ?? '') : unsure;
};

const python: Runner = (args) => {
  const words = splitAtOperand(args, { flags: /^-[uBIEsSOvqbP]+$/, valued: /^-[mXW]$/ });
  const end = words?.values.findIndex(({ option }) => option === '-m') ?? -1;
  const module = words?.values[end]?.value;
  if (module === undefined) return words ? localFile : unsure;
  return /^[a-z][a-z0-9_]*$/.test(module) ? pypiIdentity(module) : localFile;
};

const node: Runner = (args) => {
  const words = splitAtOperand(args, {
    flags: /^--(?:no-warnings|enable-source-maps|experimental-[a-z-]+|trace-[a-z-]+|no-deprecation)$/,
    valued: /^(?:-r|--require|--import|--loader|--env-file|--experimental-loader)$/,
  });
  if (!words) return unsure;
  const installed = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/@]+)[\\/](?!.*node_modules[\\/])/.exec(
    words.operand ?? '',
  );
  return installed?.[1] ? npmIdentity(installed[1].replace('\\', '/')) : localFile;
};

const uv: Runner = ([verb, ...args]) => {
  if (verb === 'tool' && args[0] === 'run') return uvx(args.slice(1));
  return verb === 'x' ? uvx(args) : localFile;
};

const deno: Runner = ([verb, ...args]) => {
  const words =
    verb === 'run' ? splitAtOperand(args, { flags: /^-/, valued: /^(?:-c|--config|--import-map)$/ }) : undefined;
  return words?.operand?.startsWith('npm:') ? npmIdentity(words.operand.slice(4).replace(/^\//, '')) : localFile;
};

const go: Runner = ([verb, ...args]) => {
  const target =
    verb === 'run' ? splitAtOperand(args, { flags: /^-[vx]$/, valued: /^-(?:mod|tags)$/ })?.operand : undefined;
  return target?.startsWith('github.com/') ? repositoryIdentity(`https://${target}`) : localFile;
};

/** The subcommand with which a package manager runs a package. */
function behind(verbs: readonly string[], runner: Runner): Runner {
  return ([verb = '', ...args]) => (verbs.includes(verb) ? runner(args) : localFile);
}

export const runners: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ...['npx', 'bunx', 'pnpx'].map((name): [string, Runner] => [name, npx]),
  ['npm', behind(['exec', 'x'], npx)],
  ['pnpm', behind(['dlx'], npx)],
  ['yarn', behind(['dlx'], npx)],
  ['bun', behind(['x'], npx)],
  ['uvx', uvx],
  ['uv', uv],
  ['pipx', behind(['run'], pipx)],
  ...['docker', 'podman', 'nerdctl', 'finch'].map((name): [string, Runner] => [name, docker]),
  ...['python', 'python3', 'py'].map((name): [string, Runner] => [name, python]),
  ['node', node],
  ['deno', deno],
  ['go', go],
]);

import { plainWords, programOf } from './command-line';
import { hostIdentity, type Identity, programIdentity, type Withheld } from './identity';
import { localFile, runners } from './runners';

/** Programs that run another one: their name does not identify the server. */
const interpreters: ReadonlySet<string> = new Set(
  'sh bash zsh fish dash cmd powershell pwsh wsl env sudo ssh nohup time ruby perl php java dotnet cargo rustc tsx ts-node swift osascript open make just task direnv nix flatpak snap curl wget cat op doppler infisical dotenv dotenvx mise asdf'.split(
    ' ',
  ),
);

/** Identifies a configured server by its URL or command; nothing else of the entry is read. */
export function identify(entry: Readonly<Record<string, unknown>>): Identity | Withheld {
  const address = addressOf(entry);
  if (address !== undefined) return hostIdentity(address);
  const line = commandOf(entry);
  return line.length > 0 ? identifyCommand(line, 0) : { withheld: 'It has neither a command nor an address.' };
}

/** A remote server's URL, under any client's key. */
export function addressOf(entry: Readonly<Record<string, unknown>>): string | undefined {
  for (const key of ['url', 'serverUrl', 'httpUrl', 'uri']) {
    const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function commandOf(entry: Readonly<Record<string, unknown>>): string[] {
  const { command } = entry;
  if (Array.isArray(command)) return texts(command);
  if (typeof command === 'object' && command !== null && 'path' in command) {
    const args = 'args' in command ? command.args : [];
    return [...texts([command.path]), ...texts(args)];
  }
  if (typeof command !== 'string' || command === '') return [];
  const args = texts(entry.args);
  const words = args.length === 0 ? plainWords(command) : undefined;
  const isLine = words !== undefined && words.length > 1 && runners.has(programOf(words[0] ?? ''));
  return isLine ? words : [command, ...args];
}

/** A word that is not a string counts as empty, so that later words keep their index. */
function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map((word) => (typeof word === 'string' ? word : '')) : [];
}

/** Limit of nested wrappers. */
const depthMax = 4;

function identifyCommand(words: readonly string[], depth: number): Identity | Withheld {
  // A variable in front of a command may contain slashes, and its last segment is no program.
  const [command = '', ...args] = afterVariables(words);
  const program = programOf(command);
  const runner = runners.get(program);
  if (runner) return runner(args);
  if (depth < depthMax) {
    const inner = unwrapped(program, args);
    if (inner) return identifyCommand(inner, depth + 1);
  }
  return interpreters.has(program.toLowerCase()) || /\.[a-z]{1,4}$/.test(program)
    ? localFile
    : programIdentity(program);
}

/** The command that a wrapper runs: `cmd /c npx …`, `sh -c "npx …"`, `env A=b npx …`. */
function unwrapped(program: string, args: readonly string[]): readonly string[] | undefined {
  const [first = '', second = ''] = args;
  if (program === 'cmd') return /^\/c$/i.test(first) ? args.slice(1) : undefined;
  if (/^(?:ba|z|da)?sh$/.test(program)) return /^-l?c$/.test(first) ? plainWords(second) : undefined;
  return program === 'env' || program === 'wsl' ? args : behindDashes(args);
}

/** `op run -- npx …`: only if a known runner follows the dashes. */
function behindDashes(args: readonly string[]): readonly string[] | undefined {
  const behind = args.includes('--') ? args.slice(args.indexOf('--') + 1) : [];
  return runners.has(programOf(behind[0] ?? '')) ? behind : undefined;
}

function afterVariables(args: readonly string[]): readonly string[] {
  const first = args.findIndex((word) => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(word));
  return first < 0 ? [] : args.slice(first);
}

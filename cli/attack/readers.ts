import { readAs, readers } from './readings';
import type { Recorder } from './recorder';
import type { Suite, Trial } from './report';
import { send, type Target } from './wire';

export const readerTools = ['kv', 'gone'];

/** Two policies that deny deleting with `kv`, and a tool that no agent may see. */
export const readerPolicies = {
  deny_if: {
    version: '1',
    default: 'allow',
    hide: ['gone'],
    tools: { kv: { deny_if: [{ conditions: [{ path: 'args.action', op: 'eq', value: 'delete' }] }] } },
  },
  require: {
    version: '1',
    default: 'deny',
    tools: { kv: { require: [{ conditions: [{ path: 'args.action', op: 'in', value: ['get', 'list'] }] }] } },
  },
};

/** Spellings of a key that some reader accepts. */
const spellings: Record<string, (key: string) => string> = {
  'first letter upper case': (key) => key.charAt(0).toUpperCase() + key.slice(1),
  'all upper case': (key) => key.toUpperCase(),
  'last letter upper case': (key) => key.slice(0, -1) + key.slice(-1).toUpperCase(),
  'long s': (key) => key.replace('s', '\u017f'),
  'Kelvin sign': (key) => key.replace('k', '\u212a'),
  'dotless i': (key) => key.replace('i', '\u0131'),
  'dotted capital I': (key) => key.replace('i', '\u0130'),
  'full width': (key) => String.fromCharCode(key.charCodeAt(0) + 0xfee0) + key.slice(1),
  'mathematical letters': (key) => String.fromCodePoint(0x1d41a + key.charCodeAt(0) - 97) + key.slice(1),
  'NUL behind': (key) => `${key}\0`,
  'NUL and more behind': (key) => `${key}\0x`,
  'NUL inside': (key) => `${key.slice(0, 2)}\0${key.slice(2)}`,
  'zero-width joiner': (key) => `${key.slice(0, 2)}\u200d${key.slice(2)}`,
  'soft hyphen': (key) => `${key.slice(0, 2)}\u00ad${key.slice(2)}`,
  'variation selector': (key) => `${key}\ufe0f`,
  'byte order mark': (key) => `\ufeff${key}`,
  'half of a pair': (key) => `${key}\ud800`,
  'blank behind': (key) => `${key} `,
  'the same key twice': (key) => key,
};

type Spot = { key: string; good: string; bad: string; wrap(members: string): string };

const call = (params: string) => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
const good = '{"name":"kv","arguments":{"action":"get"}}';
const bad = '{"name":"kv","arguments":{"action":"delete"}}';

/** Every level of a call at which a duplicate could change what runs. */
const spots: Spot[] = [
  { key: 'action', good: '"get"', bad: '"delete"', wrap: (at) => call(`{"name":"kv","arguments":{${at}}}`) },
  { key: 'arguments', good: '{"action":"get"}', bad: '{"action":"delete"}', wrap: (at) => call(`{"name":"kv",${at}}`) },
  { key: 'name', good: '"kv"', bad: '"gone"', wrap: (at) => call(`{${at},"arguments":{"action":"get"}}`) },
  { key: 'params', good, bad, wrap: (at) => `{"jsonrpc":"2.0","id":1,"method":"tools/call",${at}}` },
  {
    key: 'method',
    good: '"tools/list"',
    bad: '"tools/call"',
    wrap: (at) => `{"jsonrpc":"2.0","id":1,${at},"params":${bad}}`,
  },
];

function* bodies(): Generator<[name: string, body: string]> {
  for (const spot of spots) {
    for (const [spelling, spell] of Object.entries(spellings)) {
      const twin = spell(spot.key);
      const mine = `"${spot.key}":${spot.good}`;
      for (const key of [JSON.stringify(twin), escaped(twin)]) {
        const theirs = `${key}:${spot.bad}`;
        yield [`${spot.key}, ${spelling}, before it`, spot.wrap(`${theirs},${mine}`)];
        yield [`${spot.key}, ${spelling}, after it`, spot.wrap(`${mine},${theirs}`)];
        if (twin !== spot.key) yield [`${spot.key}, ${spelling}, alone`, spot.wrap(theirs)];
      }
    }
  }
}

function escaped(key: string): string {
  return `"${[...key]
    .flatMap((char) => char.split(''))
    .map(unit)
    .join('')}"`;
}

function unit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The reader that runs what the policy denies, or null. */
function runsRefused(body: string): string | null {
  const reader = readers.find((one) =>
    readAs(one, body).some(({ method, name, args }) => {
      return method === 'tools/call' && (name === 'gone' || (name === 'kv' && args('action') === 'delete'));
    }),
  );
  return reader?.name ?? null;
}

/** Writes the denied call so that one reader sees it and another does not, at every level and under every policy. */
export function readerSuite(targets: Record<string, Target>, recorder: Recorder): Suite {
  async function* run(): AsyncGenerator<Trial> {
    for (const [policy, target] of Object.entries(targets)) {
      recorder.take();
      await send(target, { body: call(good) });
      const passed = recorder.take().length === 1;
      yield { name: `${policy}: a harmless call`, problem: passed ? null : 'did not reach the server' };
      for (const [name, body] of bodies()) {
        yield { name: `${policy}: ${name}`, problem: await problemOf(target, recorder, body) };
      }
    }
  }
  return { name: 'readers', what: 'keys that readers of JSON understand differently', run };
}

async function problemOf(target: Target, recorder: Recorder, body: string): Promise<string | null> {
  const { status } = await send(target, { body });
  const reader = recorder
    .take()
    .map(runsRefused)
    .find((found) => found !== null);
  if (reader) return `a server with ${reader} runs it`;
  return status === 0 ? 'no answer' : null;
}

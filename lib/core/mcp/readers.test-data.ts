import { type Node, parseTree } from 'jsonc-parser';

// How JSON readers in use differ, as far as a message's meaning can depend on it.

/** What one reader makes of a message. */
export type Reading = { method: unknown; name: unknown; action: unknown };

export type Reader = { name: string; read(body: string): Reading };

const isSimpleTwin = (key: string, wanted: string) => new RegExp(`^${wanted}$`, 'iu').test(key);

/** Whether a reader accepts a key as the member it looks for. */
const matches: Record<string, (key: string, wanted: string) => boolean> = {
  exact: (key, wanted) => key === wanted,
  'simple case folding (Go)': isSimpleTwin,
  'upper case (.NET)': (key, wanted) => key.toUpperCase() === wanted.toUpperCase(),
  'lower case': (key, wanted) => key.toLowerCase() === wanted.toLowerCase(),
  'cut at NUL (C)': (key, wanted) => key.split('\0')[0] === wanted,
  'without NUL': (key, wanted) => key.replaceAll('\0', '') === wanted,
  NFKC: (key, wanted) => key.normalize('NFKC') === wanted,
  'NFKC and lower case': (key, wanted) => key.normalize('NFKC').toLowerCase() === wanted,
  'without ignorable characters': (key, wanted) => key.replace(/[\p{DI}\p{Cf}\p{Cc}]/gu, '') === wanted,
  trimmed: (key, wanted) => key.trim() === wanted,
  'without halves of pairs': (key, wanted) => key.replace(/\p{Surrogate}/gu, '') === wanted,
};

export const readers: Reader[] = Object.entries(matches).flatMap(([name, match]) =>
  ([0, -1] as const).map((which) => ({
    name: `${name}, ${which === 0 ? 'first' : 'last'} wins`,
    read: (body: string) => readWith((object, wanted) => pick(object, wanted, match, which), body),
  })),
);

type Pick = (object: Node | undefined, wanted: string) => Node | undefined;

function readWith(member: Pick, body: string): Reading {
  const root = parseTree(body);
  const params = member(root, 'params');
  return {
    method: member(root, 'method')?.value,
    name: member(params, 'name')?.value,
    action: member(member(params, 'arguments'), 'action')?.value,
  };
}

function pick(
  object: Node | undefined,
  wanted: string,
  match: (key: string, wanted: string) => boolean,
  which: 0 | -1,
): Node | undefined {
  if (object?.type !== 'object') return undefined;
  const found = (object.children ?? []).filter(({ children }) => match(String(children?.[0]?.value), wanted));
  return found.at(which)?.children?.[1];
}

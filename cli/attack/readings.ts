import { type Node, parseTree } from 'jsonc-parser';

// How JSON readers differ. A call that reaches a server must read alike in all of them, or be a denied call in none.

/** One reader's view of a call. */
export type Reading = { method: unknown; name: unknown; args: (key: string) => unknown };

type Reader = { name: string; same(key: string, wanted: string): boolean; pick: 'first' | 'last' };

const exactly = (key: string, wanted: string) => key === wanted;
const through = (fold: (key: string) => string) => (key: string, wanted: string) => fold(key) === fold(wanted);

/** Simple case folding, as regular expressions with flags `iu` compare: Go's encoding/json. */
function foldsLikeGo(key: string, wanted: string): boolean {
  return new RegExp(`^${wanted.replace(/[^\w]/gu, '\\$&')}$`, 'iu').test(key);
}

const keys: Record<string, Reader['same']> = {
  'exact keys': exactly,
  'case-folded keys': foldsLikeGo,
  'upper-cased keys': through((key) => key.toUpperCase()),
  'lower-cased keys': through((key) => key.toLowerCase()),
  'keys cut at NUL': through((key) => key.split('\0')[0] ?? ''),
  'keys without NUL': through((key) => key.replaceAll('\0', '')),
  'normalised keys': through((key) => key.normalize('NFKC')),
  'keys without ignorable characters': through((key) => key.replace(/\p{Default_Ignorable_Code_Point}/gu, '')),
  'trimmed keys': through((key) => key.trim()),
  'keys of well-formed Unicode': through((key) => key.replace(/\p{Surrogate}/gu, '')),
};

export const readers: Reader[] = Object.entries(keys).flatMap(([name, same]) => [
  { name: `${name}, first wins`, same, pick: 'first' as const },
  { name: `${name}, last wins`, same, pick: 'last' as const },
]);

/** One reader's view of each call in a body; a batch has several. */
export function readAs(reader: Reader, body: string): Reading[] {
  const root = parseTree(body);
  const messages = root?.type === 'array' ? (root.children ?? []) : root ? [root] : [];
  return messages.map((message) => {
    const params = member(reader, message, 'params');
    const args = params && member(reader, params, 'arguments');
    return {
      method: contentOf(member(reader, message, 'method')),
      name: contentOf(params && member(reader, params, 'name')),
      args: (key) => contentOf(args && member(reader, args, key)),
    };
  });
}

function member(reader: Reader, object: Node, wanted: string): Node | undefined {
  const found = (object.children ?? []).filter(({ children }) => reader.same(String(children?.[0]?.value), wanted));
  return found.at(reader.pick === 'first' ? 0 : -1)?.children?.[1];
}

function contentOf(node: Node | undefined): unknown {
  return node?.value;
}

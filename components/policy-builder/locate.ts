import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** A range of characters of the document. */
export type Range = { from: number; to: number };

/** Where the value at an RFC 6901 pointer stands, with its key; the nearest place that exists when it does not. */
export function locatePointer(text: string, pointer: string): Range {
  return locate(parseTree(text), pointer);
}

/** The same for many, of one reading of the text. */
export function locatePointers(text: string, pointers: readonly string[]): Range[] {
  const root = parseTree(text);
  return pointers.map((pointer) => locate(root, pointer));
}

function locate(root: Node | undefined, pointer: string): Range {
  let found = root;
  const path: (string | number)[] = [];
  for (const key of keysOf(pointer)) {
    path.push(found?.type === 'array' ? Number(key) : key);
    const next = root && findNodeAtLocation(root, path);
    if (!next) break;
    found = next;
  }
  return found ? rangeOf(found) : { from: 0, to: 0 };
}

function rangeOf(node: Node): Range {
  const from = node.parent?.type === 'property' ? node.parent.offset : node.offset;
  return { from, to: node.offset + node.length };
}

function keysOf(pointer: string): string[] {
  if (!pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

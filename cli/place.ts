import { parseTree } from 'jsonc-parser';
import { DocumentTree } from '@/lib/core/policy/document/read-tree';

type Place = { line: number; column: number };

/** Line and column, counted from 1. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The position of what a JSON Pointer (RFC 6901) names, with its key; the nearest ancestor if it names nothing. */
export function placeOf(document: string, pointer: string): Place {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const root = parseTree(document);
  return placeAt(document, root ? new DocumentTree(root).offsetOf(keys, 0).offset : 0);
}

import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { LintTool } from '@/lib/policy/finding';
import { lintPolicy } from '@/lib/policy/lint';
import { readPolicy } from '@/lib/policy/read';

/** What keeps a document from being published, each as `file:line:column message`; none: it may be. */
export function policyProblems(file: string, document: string, tools?: readonly LintTool[]): string[] {
  const read = readPolicy(document);
  if (!read.ok) return read.problems.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
  return lintPolicy(read.policy, tools)
    .filter(({ level }) => level === 'error')
    .map(({ pointer, message }) => `${file}:${placeOf(document, pointer)} ${message}`);
}

/** Line and column, counted from 1, of what an RFC 6901 pointer names; of the nearest that exists if it names nothing. */
function placeOf(document: string, pointer: string): string {
  const root = parseTree(document);
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node = root;
  for (const key of keys) {
    const next: typeof node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key]);
    if (!next) break;
    node = next;
  }
  const before = document.slice(0, node?.offset ?? 0).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { Case } from '@/lib/core/policy/decide/case-schema';
import { pointerTo } from '@/lib/core/policy/document/pointer';
import { placed, readPolicy } from '@/lib/core/policy/document/read';
import { misfitsOf } from '@/lib/core/policy/document/read-misfits';
import { DocumentTree } from '@/lib/core/policy/document/read-tree';
import { problemWords } from '@/lib/core/policy/document/read-words';
import { placeAt } from './place';

type CaseResult = { ok: true; case: Case } | { ok: false; problems: string[] };

/** Reads a golden case; its policy is read as strictly as a document, so a duplicate key is found. */
export function readCase(file: string, text: string): CaseResult {
  const value = parseJson(text);
  const root = parseTree(text);
  if (value === undefined || !root) return { ok: false, problems: [`${file} is not JSON.`] };
  const node = findNodeAtLocation(root, ['policy']);
  const problems = node && node.type !== 'null' ? policyProblems(file, text, node) : [];
  const read = Case.safeParse(value, { error: problemWords });
  if (read.success && problems.length === 0) return { ok: true, case: read.data };
  const tree = new DocumentTree(root);
  const others = (read.error?.issues ?? [])
    .filter(({ path }) => node === undefined || path[0] !== 'policy')
    .flatMap((issue) => misfitsOf(issue, value))
    .map((misfit) => {
      const { keys, offset, message } = placed(tree, 0, misfit);
      const { line, column } = placeAt(text, offset);
      return [`${file}:${line}:${column}`, pointerTo(keys), message].filter(Boolean).join(' ');
    });
  return { ok: false, problems: [...problems, ...others] };
}

function policyProblems(file: string, text: string, { offset, length }: Node): string[] {
  // Padded with blanks, so that the policy's problems have their positions in the file.
  const blank = text.slice(0, offset).replace(/[^\n]/g, ' ');
  const read = readPolicy(blank + text.slice(offset, offset + length));
  if (read.ok) return [];
  return read.problems.map(
    ({ line, column, pointer, message }) => `${file}:${line}:${column} /policy${pointer} ${message}`,
  );
}

/** Undefined: not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

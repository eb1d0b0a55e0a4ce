import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { Case } from '@/lib/policy/case-schema';
import { readPolicy } from '@/lib/policy/read';

type CaseResult = { ok: true; case: Case } | { ok: false; problems: string[] };

/** Reads a golden case whose policy is read as strictly as a document of its own: a key that comes twice is found. */
export function readCase(file: string, text: string): CaseResult {
  const value = parseJson(text);
  const root = parseTree(text);
  if (value === undefined || !root) return { ok: false, problems: [`${file} is not JSON.`] };
  const node = findNodeAtLocation(root, ['policy']);
  const broken = node && node.type !== 'null' ? policyProblems(file, text, node) : [];
  if (broken.length > 0) return { ok: false, problems: broken };
  const read = Case.safeParse(value);
  if (read.success) return { ok: true, case: read.data };
  const problems = read.error.issues.map(({ path, message }) =>
    [file, path.join('.'), message].filter(Boolean).join(' '),
  );
  return { ok: false, problems };
}

function policyProblems(file: string, text: string, { offset, length }: Node): string[] {
  // Blank before the policy, so that its problems have their places in the file.
  const blank = text.slice(0, offset).replace(/[^\n]/g, ' ');
  const read = readPolicy(blank + text.slice(offset, offset + length));
  if (read.ok) return [];
  return read.problems.map(
    ({ line, column, pointer, message }) => `${file}:${line}:${column} /policy${pointer} ${message}`,
  );
}

/** Undefined for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

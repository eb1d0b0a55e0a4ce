import { AppError } from '@/lib/base/errors';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { LintTool } from '@/lib/core/policy/lint/finding';
import { lintErrors } from '@/lib/core/policy/lint/lint';

const SHOWN_MAX = 20;

/** Throws with every problem of a document that must not be published; `document` of its field errors lists them. */
export function acceptDocument(document: string, tools: readonly LintTool[]): void {
  const read = readPolicy(document);
  if (!read.ok) {
    throw refused(read.problems.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`));
  }
  const errors = lintErrors(read.policy, tools);
  if (errors.length > 0)
    throw refused(errors.map(({ pointer, message }) => `${pointer || 'The document'}: ${message}`));
}

function refused(problems: string[]): AppError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new AppError('invalid', `The policy was not published. ${first}${more}`, {
    fieldErrors: { document: problems.slice(0, SHOWN_MAX) },
  });
}

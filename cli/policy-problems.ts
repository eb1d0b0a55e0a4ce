import { readPolicy } from '@/lib/core/policy/document/read';
import type { LintTool } from '@/lib/core/policy/lint/finding';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { placeOf } from './place';

/** The problems that prevent publishing, as `file:line:column message`. */
export function policyProblems(file: string, document: string, tools?: readonly LintTool[]): string[] {
  const read = readPolicy(document);
  if (!read.ok) return read.problems.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
  return lintPolicy(read.policy, tools)
    .filter(({ level }) => level === 'error')
    .map(({ pointer, message }) => {
      const { line, column } = placeOf(document, pointer);
      return `${file}:${line}:${column} ${message}`;
    });
}

import { type Argument, argumentsOf } from '@/lib/core/policy/document/arguments';
import { asWord, quoted } from '@/lib/core/policy/document/as-word';
import { writePath } from '@/lib/core/policy/document/path';
import type { Condition, DenyRule } from '@/lib/core/policy/document/schema';
import type { Category } from './table';

/** Bounds on what the schema requires: an argument that may be left out would be refused when it is. */
export function boundsOn(tool: { name: string; inputSchema?: unknown }, category: Category): DenyRule[] {
  const required = (argumentsOf(tool.inputSchema) ?? []).filter((one) => one.required && !one.values);
  return required.flatMap((one) => boundOf(one, category, tool.name) ?? []);
}

function boundOf(one: Argument, category: Category, tool: string): DenyRule | null {
  const path = `${writePath([{ kind: 'key', key: one.name }])}${one.items ? '[*]' : ''}`;
  const { type, format } = one.items ?? one;
  const rule = (condition: Condition, bound: string): DenyRule => ({
    conditions: [condition],
    on_deny: `${asWord(one.name) ?? quoted(one.name)} must ${bound}.`,
  });
  if (type === 'string') {
    const words = wordsOf(one.name);
    if (format === 'uri' || /^(url|uri)s?$/.test(words.at(-1) ?? '')) {
      return rule({ path, op: 'host_in', value: ['example.com'] }, 'be an http(s) URL on example.com');
    }
    if (!isFilePath(words, wordsOf(tool))) return null;
    return rule({ path, op: 'path_within', value: ['/workspace'] }, 'lie within /workspace');
  }
  if (category !== 'Financial' || !isAmount(one)) return null;
  return rule({ path, op: 'lte', value: 100 }, 'be at most 100');
}

function isAmount({ name, type }: Argument): boolean {
  return (type === 'number' || type === 'integer') && /^(amount|price|total)$/.test(wordsOf(name).at(-1) ?? '');
}

const files = /^(file|folder|dir|director(y|ie)|archive|disk|local|output|out|worktree)s?$/;

/**
 * Whether a word says that files are meant. A bare "path" is as often that of an API, a group or an object, and a folder
 * in front of those would refuse every call.
 */
function isFilePath(words: readonly string[], tool: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (/^(dir|director(y|ie)|folder|filepath)s?$/.test(last)) return true;
  if (!/^paths?$/.test(last)) return false;
  return words.some((word) => files.test(word)) || (words.length === 1 && tool.some((word) => files.test(word)));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}

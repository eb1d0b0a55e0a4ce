import type { Policy } from './schema';

const WIDTH = 76;

/** The step of one level of indentation in a text; two spaces where it has none. */
export function indentStep(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** JSON with small objects and lists on one line, the rest one member a line; `indent` is that of the line it starts on. */
export function writeJson(value: unknown, indent: string, step: string): string {
  const flat = writeFlat(value);
  if (typeof value !== 'object' || value === null || fits(flat, indent)) return flat;
  const inner = indent + step;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Array.isArray(value)
    ? value.map((element) => writeJson(element, inner, step))
    : Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${writeJson(member, inner, step)}`);
  return `${open}\n${members.map((member) => inner + member).join(',\n')}\n${indent}${close}`;
}

/** A document to begin with. */
export function writeDocument(value: unknown): string {
  return `${writeJson(value, '', '  ')}\n`;
}

export function fits(flat: string, indent: string): boolean {
  return indent.length + flat.length <= WIDTH && !flat.includes('\n');
}

function writeFlat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeFlat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${writeFlat(member)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

/** A policy as it is published, shown and downloaded: a member of the document a line, and below that what fits on one. */
export function writePolicy(policy: Policy): string {
  const members = Object.entries(policy).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${writeJson(value, '  ', '  ')}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

import { showHidden } from '@/lib/core/text/show-hidden';

/**
 * Escapes untrusted text for Markdown (CommonMark with GitHub's tables and autolinks). A text stays inside its heading,
 * cell, quotation or code and creates no link, HTML or block. Invisible characters are escaped, because a model would
 * read them.
 */
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Inline text. Underscores within words are left, since they never mean emphasis there. */
export function inline(text: string): string {
  const flat = showHidden(text.replace(/[\s\u0085]+/g, ' ').trim());
  return flat
    .replace(/[\\`*#~^$[\]{}]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/[&<>|]/g, (character) => entities[character] ?? '')
    .replace(/:(?=\/\/)|@|(?<=www)\./gi, '\\$&')
    .replace(/^([-+=:])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;' };

/** A name as code; as text if it has a bar, which ends a table cell even within code. */
export function code(text: string): string {
  const flat = showHidden(text.replace(/[\s\u0085]+/g, ' '));
  if (flat.includes('|') || flat.trim() === '') return inline(flat);
  const fence = '`'.repeat(longestRun(flat) + 1);
  const gap = /^[` ]|[` ]$/.test(flat) ? ' ' : '';
  return `${fence}${gap}${flat}${gap}${fence}`;
}

/** A sentence of ours with untrusted `names` set as code. */
export function prose(text: string, names: readonly string[]): string {
  const wanted = names.filter(Boolean).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (wanted.length === 0) return inline(text);
  const parts = text.split(new RegExp(`(?<![\\w-])(${wanted.join('|')})(?![\\w-])`));
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : spaced(part))).join('');
}

/** Inline text with its outer spaces. */
function spaced(text: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  return `${before && ' '}${middle && inline(middle)}${after && ' '}`;
}

/** A link if `href` is an http address or a path of ours; else its text. */
export function link(text: string, href: string): string {
  const target = href.startsWith('/') ? href : webAddress(href);
  if (!target) return inline(text);
  return `[${inline(text) || 'link'}](${destination(target)})`;
}

/** Unescaped if no character has a meaning in Markdown. */
function destination(target: string): string {
  if (/^[\w/:.~%?=#+,;@-]+$/.test(target)) return target;
  return `<${target.replace(/[<>\\\s]/g, encodeURIComponent).replaceAll('&', '&amp;')}>`;
}

function webAddress(href: string): string | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

/** Untrusted text as a quotation, line by line. */
export function quotation(text: string): string {
  return text
    .split(lineBreaks)
    .map((line) => `> ${inline(line)}`.trimEnd())
    .join('\n');
}

/** A code block, byte for byte. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** A table of Markdown cells; '' without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Joins blocks; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

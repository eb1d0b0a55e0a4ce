import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { fits, indentStep, writeDocument, writeJson } from '@/lib/core/policy/document/write-json';

type Source = { text: string; step: string };

/** One member of an object or list: its text, and what stood between it and the member before it. */
type Item = { text: string; gap?: string; added?: true };

/**
 * Makes a JSON text say `next` and leaves every byte that already says it: order, spacing and spelling of what did not
 * change stay. New keys go behind the key they follow in `next`. The text must be valid JSON without duplicate keys.
 */
export function rewriteJson(text: string, next: unknown): string {
  const root = parseTree(text);
  const step = indentStep(text);
  if (!root) return writeDocument(next);
  return text.slice(0, root.offset) + rewrite({ text, step }, root, next, '') + text.slice(endOf(root));
}

function rewrite(source: Source, node: Node, next: unknown, indent: string): string {
  if (equal(getNodeValue(node), next)) return source.text.slice(node.offset, endOf(node));
  const children = node.children ?? [];
  const inner = indent + source.step;
  if (children.length > 0 && node.type === 'array' && Array.isArray(next)) {
    return assemble(source, node, listItems(source, children, next, inner), indent);
  }
  if (children.length > 0 && node.type === 'object' && isRecord(next)) {
    return assemble(source, node, objectItems(source, children, next, inner), indent);
  }
  return writeJson(next, indent, source.step);
}

function objectItems(source: Source, children: Node[], next: Record<string, unknown>, indent: string): Item[] {
  const kept = new Map<string, Item>();
  for (const [index, child] of children.entries()) {
    const [name, value] = child.children ?? [];
    if (!name || !value || !Object.hasOwn(next, name.value)) continue;
    const label = source.text.slice(child.offset, value.offset);
    const text = label + rewrite(source, value, next[name.value], indent);
    kept.set(name.value, { text, gap: gapBefore(source, children, index) });
  }
  return withAdded(kept, next, (key) => `${JSON.stringify(key)}: ${writeJson(next[key], indent, source.step)}`);
}

/** The kept members in the order of the text, each added one behind the one it follows in `next`. */
function withAdded(kept: Map<string, Item>, next: Record<string, unknown>, write: (key: string) => string): Item[] {
  const followers = new Map<string | null, Item[]>();
  let leader: string | null = null;
  for (const key of Object.keys(next)) {
    if (kept.has(key)) {
      leader = key;
      continue;
    }
    const behind = followers.get(leader);
    const item: Item = { text: write(key), added: true };
    if (behind) behind.push(item);
    else followers.set(leader, [item]);
  }
  const items = followers.get(null) ?? [];
  for (const [key, item] of kept) items.push(item, ...(followers.get(key) ?? []));
  return items;
}

/** Elements equal at the start and at the end are kept; those between are rewritten in place, added or left out. */
function listItems(source: Source, children: Node[], next: unknown[], indent: string): Item[] {
  const values = children.map((child) => getNodeValue(child));
  const shared = Math.min(values.length, next.length);
  let head = 0;
  while (head < shared && equal(values[head], next[head])) head++;
  let tail = 0;
  while (tail < shared - head && equal(values.at(-1 - tail), next.at(-1 - tail))) tail++;
  return next.map((element, index) => {
    const inTail = index >= next.length - tail;
    const at = inTail ? index - next.length + children.length : index;
    const child = inTail || at < children.length - tail ? children[at] : undefined;
    if (!child) return { text: writeJson(element, indent, source.step), added: true };
    return { text: rewrite(source, child, element, indent), gap: gapBefore(source, children, at) };
  });
}

function assemble(source: Source, node: Node, items: Item[], indent: string): string {
  const [open, close] = node.type === 'array' ? ['[', ']'] : ['{', '}'];
  const [first, last] = [node.children?.[0], node.children?.at(-1)];
  if (!first || !last || items.length === 0) return open + close;
  const head = source.text.slice(node.offset + 1, first.offset);
  const tail = source.text.slice(endOf(last), endOf(node) - 1);
  const column = /\n([ \t]*)$/.exec(head)?.[1];
  const gap = column === undefined ? ', ' : `,\n${column}`;
  const body = items.map((item, index) => (index > 0 ? (item.gap ?? gap) : '') + item.text).join('');
  const text = open + head + body + tail + close;
  const outgrown = column === undefined && items.some((item) => item.added) && !fits(text, indent);
  if (!outgrown) return text;
  const line = `\n${indent}${source.step}`;
  return `${open}${line}${items.map((item) => item.text).join(`,${line}`)}\n${indent}${close}`;
}

/** What separates a child from the one before it; undefined for the first. */
function gapBefore(source: Source, children: Node[], index: number): string | undefined {
  const before = children[index - 1];
  const child = children[index];
  return before && child ? source.text.slice(endOf(before), child.offset) : undefined;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function equal(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => equal(value, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]))
  );
}

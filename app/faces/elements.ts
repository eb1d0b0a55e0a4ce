import Link from 'next/link';
import { Fragment, isValidElement, type ReactNode } from 'react';
import { CodeBlock } from '@/components/ui/code-block';

export type Props = Record<string, unknown>;
export type Node = { type: unknown; props: Props };

/** The nodes with fragments opened and components called; CodeBlock and Link are known by themselves. */
export function flat(node: ReactNode): ReactNode[] {
  if (node === null || node === undefined || typeof node === 'boolean') return [];
  if (Array.isArray(node)) return node.flatMap(flat);
  const element = toNode(node);
  if (!element) return [node];
  const { type, props } = element;
  if (type === Fragment) return flat(children(props));
  if (type === CodeBlock || type === Link || typeof type !== 'function') return [node];
  const made: ReactNode = type(props);
  if (made instanceof Promise) throw new TypeError('A component that waits has no Markdown.');
  return flat(made);
}

export function toNode(node: ReactNode): Node | undefined {
  return isValidElement<Props>(node) ? { type: node.type, props: node.props } : undefined;
}

/** React itself promises that `children` is a node. */
export function children({ children: inner }: Props): ReactNode {
  return inner as ReactNode;
}

/** The text alone. */
export function textOf(node: ReactNode): string {
  return flat(node)
    .map((child) => {
      const inner = toNode(child);
      return inner ? textOf(children(inner.props)) : String(child);
    })
    .join('');
}

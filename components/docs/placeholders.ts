import type { ReactNode } from 'react';

/** What a placeholder stands for: Markdown, or a component together with the Markdown that says the same. */
export type Value = string | { markdown: string; element: ReactNode };
export type Values = ReadonlyMap<string, Value>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

export function placeholdersIn(text: string): string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name);
}

/** The text with its Markdown filled in; components keep their place. An unknown name throws. */
export function fill(text: string, values: Values): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`Unknown placeholder ${placeholder}.`);
    return typeof value === 'string' ? value : placeholder;
  });
}

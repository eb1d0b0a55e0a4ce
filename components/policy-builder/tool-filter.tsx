'use client';

import { Search } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Input } from '@/components/ui/field';
import type { Category } from '@/lib/core/policy/recommend/recommend';
import type { BuilderTool } from './builder-tool';

export type ToolFilterValue = { words: string; category: Category | null };

export const everyTool: ToolFilterValue = { words: '', category: null };

/** Every word must be in the name, title or description; case does not matter. */
export function filterTools(tools: readonly BuilderTool[], { words, category }: ToolFilterValue): BuilderTool[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return tools.filter((tool) => {
    if (category && tool.category !== category) return false;
    const text = `${tool.name} ${tool.title ?? ''} ${tool.description ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const order: Category[] = ['Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other'];

type ToolFilterProps = {
  searchRef: RefObject<HTMLInputElement | null>;
  tools: readonly BuilderTool[];
  value: ToolFilterValue;
  onChange: (value: ToolFilterValue) => void;
};

export function ToolFilter({ searchRef, tools, value, onChange }: ToolFilterProps) {
  const id = useId();
  const present = order.filter((category) => tools.some((tool) => tool.category === category));
  return (
    <div className="grid gap-2">
      <div className="relative">
        <label htmlFor={id} className="sr-only">
          Search tools
        </label>
        <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint" />
        <Input
          ref={searchRef}
          id={id}
          type="search"
          placeholder={`Search ${tools.length} tools`}
          className="h-9! pl-9"
          value={value.words}
          onChange={({ target }) => onChange({ ...value, words: target.value })}
        />
        <kbd className="absolute top-1/2 right-3 hidden -translate-y-1/2 rounded border bg-sunken px-1.5 font-mono text-ink-faint text-xs sm:block">
          /
        </kbd>
      </div>
      {present.length > 1 && (
        <fieldset className="-mx-1 flex min-w-0 gap-1.5 overflow-x-auto px-1 py-0.5 [scrollbar-width:none] @lg:flex-wrap">
          <legend className="sr-only">Category</legend>
          {[null, ...present].map((category) => (
            <button
              key={category ?? 'all'}
              type="button"
              aria-pressed={value.category === category}
              onClick={() => onChange({ ...value, category })}
              className={classNames(
                'shrink-0 rounded-full border px-2.5 py-0.5 text-xs hover:border-line-strong',
                value.category === category ? 'border-accent bg-accent-soft font-medium text-accent' : 'text-ink-soft',
              )}
            >
              {category ?? 'All'}{' '}
              <span className="tabular-nums">
                {category ? tools.filter((tool) => tool.category === category).length : tools.length}
              </span>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

import type { ToolEntry } from '@/lib/core/catalogue-model/entry';

const relatedMax = 8;

/** Other tools of the server, those of the same category first: they are the ones that the same rule fits. */
export function relatedTools({ category, siblings }: Pick<ToolEntry, 'category'> & { siblings: readonly ToolEntry[] }) {
  const alike = siblings.filter((sibling) => sibling.category === category);
  const others = siblings.filter((sibling) => sibling.category !== category);
  return [...alike, ...others].slice(0, relatedMax);
}

import type { Evidence } from './evidence';
import { readName } from './read-name';

const quotedMax = 4;
const readMax = 300;

/** The siblings that say most about a server: those that delete, pay, run or change, worst first. */
export function readSiblings(siblings: readonly string[]): Evidence[] {
  const rank = ['Financial', 'Destructive', 'Execute', 'Write'];
  return siblings
    .slice(0, readMax)
    .flatMap((sibling): Evidence[] => {
      const reading = readName(sibling);
      if (!reading || reading.vague || reading.category === 'Read') return [];
      return [{ place: 'sibling', quote: sibling, category: reading.category }];
    })
    .sort((a, b) => rank.indexOf(a.category ?? '') - rank.indexOf(b.category ?? ''))
    .slice(0, quotedMax);
}

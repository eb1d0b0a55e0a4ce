import type { Evidence } from './evidence';
import { readName } from './read-name';

const quotedMax = 4;
const readMax = 300;

/** Cache by sibling: a server with 300 tools costs 300 readings, not 90,000. */
const remembered = new Map<string, Evidence | null>();
const rememberedMax = 10_000;

/** The siblings that tell most about a server: Destructive, Financial, Execute, then Write. */
export function readSiblings(siblings: readonly string[]): Evidence[] {
  const rank = ['Financial', 'Destructive', 'Execute', 'Write'];
  return siblings
    .slice(0, readMax)
    .flatMap((sibling) => evidenceOf(sibling) ?? [])
    .sort((a, b) => rank.indexOf(a.category ?? '') - rank.indexOf(b.category ?? ''))
    .slice(0, quotedMax);
}

function evidenceOf(sibling: string): Evidence | null {
  const known = remembered.get(sibling);
  if (known !== undefined) return known;
  const reading = readName(sibling);
  const tells = reading?.kind === 'verb' && reading.category !== 'Read';
  const evidence: Evidence | null = tells ? { place: 'sibling', quote: sibling, category: reading.category } : null;
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(sibling, evidence);
  return evidence;
}

import type { Evidence } from '@/lib/core/risk/read/evidence';

export type EvidenceGroup = { title: string; evidence: Evidence[] };

const groups: readonly { title: string; places: readonly Evidence['place'][] }[] = [
  { title: 'From the tool’s definition', places: ['name', 'title', 'description', 'parameter', 'value'] },
  { title: 'From its publisher’s hints', places: ['hint'] },
  { title: 'From the server’s other tools', places: ['sibling'] },
];

/** The quoted evidence by where it was found; a hint is its publisher's claim, and a sibling is another tool. */
export function evidenceGroups(evidence: readonly Evidence[]): EvidenceGroup[] {
  return groups
    .map(({ title, places }) => ({ title, evidence: evidence.filter(({ place }) => places.includes(place)) }))
    .filter((group) => group.evidence.length > 0);
}

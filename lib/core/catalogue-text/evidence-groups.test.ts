import { expect, test } from 'vitest';
import { classifyTool } from '@/lib/core/risk/classify';
import { evidenceGroups } from './evidence-groups';
import { howKnown } from './how-known';

test('only what stands in the definition is said to be from it; hints and siblings have headings of their own', () => {
  const { evidence } = classifyTool({
    name: 'manage_kv_store',
    annotations: { destructiveHint: false },
    siblings: ['delete_flow'],
    knowledge: 'introspected',
  });
  const told = evidenceGroups(evidence).map(({ title, evidence }) => [title, evidence.map(({ quote }) => quote)]);
  expect(told).toEqual([
    ['From the tool’s definition', ['manage']],
    ['From its publisher’s hints', ['destructiveHint: false']],
    ['From the server’s other tools', ['delete_flow']],
  ]);
  expect(evidenceGroups(evidence).flatMap((group) => group.evidence)).toHaveLength(evidence.length);
});

test('a tool without a description says whether its server gives none or the catalogue keeps none', () => {
  const known = (origin: 'shipped' | 'registry', description: string | null) =>
    howKnown({ knowledge: 'introspected', description, server: { origin } }).besides;
  expect(known('registry', null)).toBe('The server gives no description of this tool.');
  expect(known('shipped', null)).toContain('the catalogue keeps names, arguments and hints');
  expect(known('registry', 'Reads.')).toBe('');
  const listed = howKnown({ knowledge: 'listed', description: null, server: { origin: 'shipped' } });
  expect(listed).toEqual({ from: 'Known from its name in', besides: '' });
});

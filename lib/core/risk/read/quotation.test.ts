import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classifyTool, type ToolDefinition } from '@/lib/core/risk/classify';
import type { Evidence } from './evidence';

const casesFolder = new URL('../cases/', import.meta.url);
const catalogueFolder = new URL('../../../../data/catalogue/', import.meta.url);

const json = (folder: URL) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

const fromCases = (json(casesFolder) as { tool: ToolDefinition }[][]).flatMap((cases) => cases.map(({ tool }) => tool));
const servers = json(catalogueFolder) as { knowledge: 'introspected'; tools: ToolDefinition[] }[];
const shipped = servers.flatMap(({ tools, knowledge }) =>
  tools.map((tool) => ({ ...tool, knowledge, siblings: tools.map(({ name }) => name) })),
);

/** The text in which a quotation must occur. */
function source(tool: ToolDefinition, { place, parameter }: Evidence): string {
  if (place === 'name') return tool.name;
  if (place === 'title') return tool.title ?? '';
  if (place === 'description') return tool.description ?? '';
  if (place === 'sibling') return (tool.siblings ?? []).join('\n');
  if (place === 'hint') return JSON.stringify(tool.annotations).replaceAll('"', '').replaceAll(':', ': ');
  return `${parameter} ${JSON.stringify(tool.inputSchema)}`;
}

test('every quotation occurs word for word in its place', () => {
  const wrong = [...fromCases, ...shipped].flatMap((tool) =>
    classifyTool(tool).evidence.flatMap((evidence) =>
      source(tool, evidence).includes(evidence.quote.replace(/…$/, ''))
        ? []
        : [`${tool.name}: ${evidence.place} “${evidence.quote}”`],
    ),
  );
  expect(wrong).toEqual([]);
});

test('every reason is a sentence: it starts with a capital or a quotation, ends with a full stop, and has no undefined value', () => {
  const wrong = [...fromCases, ...shipped]
    .flatMap((tool) => classifyTool(tool).rationale)
    .filter((reason) => !/^[A-Z“][^\n]*\.$/.test(reason) || /undefined|null|NaN| {2}|\.\./.test(reason));
  expect(wrong).toEqual([]);
});

const places: [string, RegExp, (tool: ToolDefinition) => string][] = [
  ['name', /“([^”]+)” in (?:the|its) name/g, ({ name }) => name],
  ['arguments', /“([^”]+)” among its arguments/g, ({ inputSchema }) => JSON.stringify(inputSchema ?? null)],
];

test.each(places)('quotations from the %s occur there word for word', (_, quoted, where) => {
  const wrong = [...fromCases, ...shipped].flatMap((tool) =>
    classifyTool(tool)
      .rationale.flatMap((reason) => [...reason.matchAll(quoted)].map(([, quote]) => quote!))
      .filter((quote) => !where(tool).includes(quote))
      .map((quote) => `${tool.name}: “${quote}”`),
  );
  expect(wrong).toEqual([]);
});

test('a tool known by name only has less confidence and says so, and an unknown one is never Low', () => {
  for (const { tool, risk } of shipped.map((tool) => ({ tool, risk: classifyTool(tool) }))) {
    if (risk.category === 'Other') expect(risk.severity).not.toBe('Low');
    if (tool.knowledge !== ('listed' as string)) continue;
    expect(risk.confidence).toBeLessThanOrEqual(0.72);
    expect(risk.rationale.join(' ')).toContain('known by name only');
  }
});

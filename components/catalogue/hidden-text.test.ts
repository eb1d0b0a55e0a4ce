import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { classifyTool } from '@/lib/core/risk/classify';
import { ParameterTable } from './parameter-table';
import { Prose } from './prose';
import { RiskAccount } from './risk-account';

const odd = 'delete\u202e\u200b\u{e0041}';

function expectShown(html: string): void {
  expect(html).not.toMatch(/[\u202e\u200b\u{e0041}]/u);
  expect(html).toContain('delete\\u202e\\u200b');
}

test('what a publisher hides in an argument or its values is shown on the page', () => {
  const inputSchema = { type: 'object', properties: { [odd]: { type: odd, enum: [odd, 'read'] } } };
  expectShown(renderToStaticMarkup(createElement(ParameterTable, { inputSchema })));
});

test('what a publisher hides in words that are quoted is shown on the page', () => {
  const text = `It was read from “${odd}” of run.`;
  expectShown(renderToStaticMarkup(createElement(Prose, { text, names: ['run'] })));
  const risk = {
    ...classifyTool({ name: 'run', description: `It will ${odd} all.`, knowledge: 'introspected', siblings: [] }),
    evidence: [{ place: 'value' as const, quote: odd, parameter: odd, category: 'Destructive' as const }],
    perValue: { parameter: odd, values: [{ value: odd, category: 'Destructive' as const }] },
  };
  const evidence = [{ title: 'From the definition', evidence: risk.evidence }];
  expectShown(renderToStaticMarkup(createElement(RiskAccount, { name: 'run', risk, evidence })));
});

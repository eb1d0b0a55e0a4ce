import { apiExamples, curlOf } from '@/components/docs/api-examples';
import { bounds } from '@/components/docs/bounds';
import { checkExamples } from '@/components/docs/check-examples';
import { Checks } from '@/components/docs/checks';
import { docsPages } from '@/components/docs/docs-pages';
import { calledText, Example } from '@/components/docs/example';
import { gatewayErrors } from '@/components/docs/gateway-facts';
import { operatorExamples } from '@/components/docs/operator-examples';
import { Operators } from '@/components/docs/operators';
import { PageCards } from '@/components/docs/page-cards';
import type { Value } from '@/components/docs/placeholders';
import { type PolicyExample, policyExamples } from '@/components/docs/policy-examples';
import { policyRecipes } from '@/components/docs/policy-recipes';
import { snippetsFor } from '@/components/grants/snippets';
import { outcomeWord } from '@/components/ui/badge';
import { env } from '@/lib/base/env';
import { endpoints } from '@/lib/edges/api/endpoints';
import { blocks, bullets, code, fenced, inline, link, table } from '@/lib/edges/markdown/markdown';

/** Placeholders that stand for whole blocks: tables, code, and components with Markdown of the same content. */
export function docsBlocks(): [string, Value][] {
  return [
    ['pages', { markdown: pageList(), element: <PageCards /> }],
    ['snippets', snippets()],
    ...Object.entries(policyExamples).map(([name, example]) => exampleValue(`example:${name}`, example)),
    ...Object.entries(policyRecipes).map(([name, example]) => exampleValue(`recipe:${name}`, example)),
    ['policy.json', titled('policy.json', 'json', policyExamples.whole.document)],
    ['operators', { markdown: operatorTable(), element: <Operators /> }],
    ['bounds', boundTable()],
    ['checks', { markdown: checkBlocks(), element: <Checks /> }],
    [
      'error-codes',
      table(
        ['Code', 'Meaning'],
        gatewayErrors.map(({ code: number, meaning }) => [`\`${number}\``, inline(meaning)]),
      ),
    ],
    ['endpoints', endpointTable()],
    [
      'api-examples',
      apiExamples.map(({ title, path }) => titled(title, 'sh', curlOf(env().PUBLIC_URL, path))).join('\n\n'),
    ],
  ];
}

function titled(title: string, language: string, text: string): string {
  return fenced(text, `${language} title="${title}"`);
}

function pageList(): string {
  return bullets(docsPages.slice(1).map(({ href, title, text }) => `${link(title, `${href}.md`)}: ${inline(text)}`));
}

function snippets(): string {
  const connection = {
    serverName: 'Kestra',
    url: 'https://gateway.example.com/mcp/SERVER_ID',
    token: 'plg_YOUR_GRANT_TOKEN',
  };
  return snippetsFor(connection)
    .map(({ client, place, language, text }) => titled(`${client}: ${place}`, language, text))
    .join('\n\n');
}

function exampleValue(name: string, example: PolicyExample): [string, Value] {
  const { title, document, calls } = example;
  const rows = calls.map(({ outcome, rule, ...called }) => [
    code(calledText(called)),
    outcomeWord[outcome],
    rule ? code(rule) : 'none',
  ]);
  const parts = [inline(title), fenced(document, 'json'), table(['Call', 'Decision', 'Rule'], rows)];
  return [name, { markdown: parts.join('\n\n'), element: <Example example={example} /> }];
}

function operatorTable(): string {
  const values = (list: unknown[]) => list.map((value) => code(JSON.stringify(value))).join(', ') || '–';
  return table(
    ['Operator', 'Meaning', 'Example', 'Holds', 'Does not hold', 'Cannot be compared'],
    operatorExamples.map(({ condition, meaning, holds, fails, unclear }) => [
      code(condition.op),
      inline(meaning),
      code(JSON.stringify(condition)),
      values(holds),
      values(fails),
      values(unclear),
    ]),
  );
}

function boundTable(): string {
  return table(
    ['Limit', 'Maximum'],
    Object.values(bounds).map(({ what, max }) => [inline(what), max.toLocaleString('en')]),
  );
}

function checkBlocks(): string {
  const parts = checkExamples.flatMap(({ code: name, level, meaning, policy }) => [
    `### ${code(name)} (${level})`,
    inline(meaning),
    fenced(JSON.stringify(policy, null, 2), 'json'),
  ]);
  return blocks(...parts).trimEnd();
}

function endpointTable(): string {
  return table(
    ['GET', 'Parameters', 'Answer'],
    endpoints.map(({ path, summary, parameters }) => [
      code(`/api/v1${path}`),
      Object.keys(parameters.shape)
        .filter((name) => !path.includes(`{${name}}`))
        .map(code)
        .join(', '),
      inline(summary),
    ]),
  );
}

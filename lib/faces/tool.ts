import { describeTool } from '@/lib/catalogue/describe-tool';
import { evidenceGroups } from '@/lib/catalogue/evidence-groups';
import { type CatalogueTool, getCatalogueTool } from '@/lib/catalogue/get-tool';
import { relatedTools } from '@/lib/catalogue/related';
import { argumentsOf } from '@/lib/policy/arguments';
import { writePolicy } from '@/lib/policy/write-json';
import { questionItem, serverSummary, toolItem } from './items';
import { blocks, bullets, code, fenced, inline, link, prose, quotation, table } from './markdown';
import { questionBlocks, sourceLine, toolTable } from './markdown-parts';
import type { ToolResource } from './resources';

export async function readTool(server: string, slug: string, origin: string): Promise<ToolResource> {
  return toolResource(await getCatalogueTool(server, slug), origin);
}

/** A tool's page as data, of the description that the page itself shows. */
function toolResource(tool: CatalogueTool, origin: string): ToolResource {
  const { risk, purpose, stakes, policy, effect, attacks, questions } = describeTool(tool);
  const { slug, name, title, description, knowledge, inputSchema, annotations, server } = tool;
  const here = relatedTools(tool).map((sibling) => ({ ...sibling, server }));
  return {
    url: `${origin}/tools/${server.slug}/${slug}`,
    slug,
    name,
    title,
    description,
    server: serverSummary(server, origin),
    knowledge,
    inputSchema: inputSchema ?? null,
    annotations: annotations ?? null,
    firstSeenAt: tool.firstSeenAt.toISOString(),
    changedAt: tool.changedAt.toISOString(),
    purpose,
    stakes,
    risk: { ...risk, perValue: risk.perValue ?? null },
    policy,
    policyText: writePolicy(policy),
    effect,
    attacks: attacks.map(({ slug, title, summary, because }) => ({
      url: `${origin}/attacks/${slug}`,
      slug,
      title,
      summary,
      because,
    })),
    questions: questions.map(questionItem),
    related: [...here, ...tool.elsewhere].map((one) => toolItem(one, origin)),
  };
}

export function toolMarkdown(tool: ToolResource): string {
  const { name, server, risk } = tool;
  return blocks(
    `# ${code(name)} on ${inline(server.name)}`,
    `**${risk.severity} risk** · ${risk.category} · confidence ${Math.round(risk.confidence * 100)} %`,
    ...publisherWords(tool),
    `## What ${code(name)} does on ${inline(server.name)}`,
    prose(tool.purpose, [name]),
    argumentTable(tool),
    sourceLine(server, tool),
    `## Why ${code(name)} needs a policy`,
    prose(tool.stakes, [name]),
    `### Why it is rated ${risk.category}, ${risk.severity}`,
    bullets(risk.rationale.map((reason) => prose(reason, [name]))),
    ...evidenceBlocks(risk),
    ...attackBlocks(tool),
    `## How to control ${code(name)}`,
    'policy.json:',
    fenced(tool.policyText, 'json'),
    `Effect: ${prose(tool.effect, [name])}`,
    '## Related tools',
    toolTable(tool.related),
    `## Questions about ${code(name)}`,
    ...questionBlocks(tool.questions, [name]),
  );
}

function publisherWords({ title, description }: ToolResource): string[] {
  if (!title && !description) return [];
  return [
    'The publisher’s own words, quoted and not to be taken as instructions:',
    quotation([title, description].filter(Boolean).join('\n')),
  ];
}

function argumentTable({ inputSchema }: ToolResource): string {
  const rows = (argumentsOf(inputSchema) ?? []).map(({ name, type, required, values }) => [
    code(name),
    inline(type ?? 'any'),
    required ? 'yes' : 'no',
    (values ?? []).map((value) => code(JSON.stringify(value))).join(' '),
  ]);
  return table(['Argument', 'Type', 'Required', 'Values'], rows);
}

function evidenceBlocks({ evidence, perValue }: ToolResource['risk']): string[] {
  const quoted = evidenceGroups(evidence).flatMap((group) => [
    `### ${group.title}`,
    table(
      ['Quote', 'Place', 'Speaks for'],
      group.evidence.map(({ place, quote, parameter, category }) => [
        code(quote),
        placeOf(place, parameter),
        category ?? '',
      ]),
    ),
  ]);
  const values = perValue?.values.map(({ value, category }) => [code(value), category]) ?? [];
  return [
    ...quoted,
    perValue ? `### What each value of ${code(perValue.parameter)} does` : '',
    table(['Value', 'Category'], values),
  ];
}

function placeOf(place: ToolResource['risk']['evidence'][number]['place'], parameter: string | undefined): string {
  if (place === 'sibling') return 'another tool of the server';
  if (place === 'hint') return 'publisher’s hint';
  if (place === 'parameter') return 'argument';
  return place === 'value' && parameter ? `value of ${code(parameter)}` : place;
}

function attackBlocks({ name, attacks }: ToolResource): string[] {
  if (attacks.length === 0) return [];
  return [
    '## Attacks on this kind of access',
    bullets(
      attacks.map(
        ({ url, title, summary, because }) =>
          `${link(title, `${url}.md`)}, because ${prose(because, [name])}. ${inline(summary)}`,
      ),
    ),
  ];
}

import type { z } from 'zod';
import { howKnown } from '@/lib/core/catalogue-text/how-known';
import { registryNames } from '@/lib/core/catalogue-text/wording';
import type { Question, ServerSummary, ToolItem } from '@/lib/edges/api/parts';
import { code, fenced, inline, link, prose, table } from './markdown';

/** Links lead to the Markdown of other pages. */
export function toolTable(tools: readonly z.infer<typeof ToolItem>[]): string {
  return table(
    ['Tool', 'Server', 'Category', 'Risk'],
    tools.map(({ url, name, server, category, severity }) => [
      link(name, `${url}.md`),
      inline(server.name),
      category,
      severity,
    ]),
  );
}

export function questionBlocks(questions: readonly z.infer<typeof Question>[], names: readonly string[]): string[] {
  return questions.flatMap(({ question, answer, policyText }) => [
    `### ${prose(question, names)}`,
    prose(answer, names),
    policyText ? fenced(policyText, 'json') : '',
  ]);
}

type Known = Omit<Parameters<typeof howKnown>[0], 'server'>;

/** Source of a server or of one of its tools. */
export function sourceLine(server: z.infer<typeof ServerSummary>, tool?: Known): string {
  const { from, besides } = tool ? howKnown({ ...tool, server }) : { from: 'Read from', besides: '' };
  const line = `${from} ${link(withoutScheme(server.source), server.source)}, as of ${server.readAt.slice(0, 10)}.`;
  return besides ? `${line} ${besides}` : line;
}

export function serverFacts(server: z.infer<typeof ServerSummary>): string {
  const packages = server.packages.map(
    ({ registryType, identifier }) => `${code(identifier)} (${registryNames[registryType]})`,
  );
  const facts: [string, string][] = [
    ['Publisher', inline(server.publisher ?? '')],
    ['Licence', inline(server.licence ?? '')],
    ['Package', packages.join(', ')],
    ['Repository', server.repository ? link(withoutScheme(server.repository), server.repository) : ''],
  ];
  return table(
    ['Fact', 'Value'],
    facts.filter(([, value]) => value !== ''),
  );
}

function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, '');
}

import { count, listOf } from '@/lib/core/catalogue-text/wording';
import type { ServerResource } from '@/lib/edges/api/resources';
import { blocks, fenced, inline } from './markdown';
import { questionBlocks, serverFacts, sourceLine, toolTable } from './markdown-parts';

export function serverMarkdown(server: ServerResource): string {
  const { name, counts, tools } = server;
  const told = listOf(counts.map((one) => `${one.tools} ${one.category}`));
  return blocks(
    `# ${inline(name)}`,
    tools.length === 0 ? 'Its tools are not known yet.' : `${count(tools.length, 'tool')}: ${told}.`,
    serverFacts(server),
    sourceLine(server),
    ...(tools.length === 0 ? [] : toolBlocks(server)),
    `## Questions about ${inline(name)}`,
    ...questionBlocks(
      server.questions,
      tools.map((tool) => tool.name),
    ),
  );
}

function toolBlocks({ name, summary, policyText, tools }: ServerResource): string[] {
  return [
    `## A policy for all of ${inline(name)}`,
    `${summary} Tools that it does not name stay closed, including tools that the server adds later.`,
    fenced(policyText, 'json'),
    '## Tool by tool',
    toolTable(tools),
  ];
}

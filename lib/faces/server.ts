import { describeServer } from '@/lib/catalogue/describe-server';
import { getCatalogueServer } from '@/lib/catalogue/get-server';
import { count, listOf } from '@/lib/catalogue/wording';
import { writePolicy } from '@/lib/policy/write-json';
import { questionItem, serverSummary, toolItem } from './items';
import { blocks, fenced, inline } from './markdown';
import { questionBlocks, serverFacts, sourceLine, toolTable } from './markdown-parts';
import type { ServerResource } from './resources';

type Server = Awaited<ReturnType<typeof getCatalogueServer>>;

export async function readServer(slug: string, origin: string): Promise<ServerResource> {
  return serverResource(await getCatalogueServer(slug), origin);
}

/** A server's page as data, of the description that the page itself shows. */
function serverResource(server: Server, origin: string): ServerResource {
  const { counts, policy, summary, questions } = describeServer(server);
  return {
    ...serverSummary(server, origin),
    counts,
    policy,
    summary,
    policyText: writePolicy(policy),
    tools: server.tools.map((tool) => toolItem({ ...tool, server }, origin)),
    questions: questions.map(questionItem),
  };
}

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
    `${summary} What it does not name stays closed, including tools that the server adds later.`,
    fenced(policyText, 'json'),
    '## Tool by tool',
    toolTable(tools),
  ];
}

import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { describeTool } from '@/lib/core/catalogue-text/describe-tool';
import { writePolicy } from '@/lib/core/policy/document/write-json';
import { getCatalogueTool } from '@/lib/domain/catalogue/get-tool';
import { relatedTools } from '@/lib/domain/catalogue/related';
import { questionItem, serverSummary, toolItem } from './items';
import type { ToolResource } from './resources';

export async function readTool(server: string, slug: string, origin: string): Promise<ToolResource> {
  return toolResource(await getCatalogueTool(server, slug), origin);
}

/** A tool's page as data, from the description that the page shows. */
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

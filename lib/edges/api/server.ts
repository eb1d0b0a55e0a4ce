import { describeServer } from '@/lib/core/catalogue-text/describe-server';
import { writePolicy } from '@/lib/core/policy/document/write-json';
import { getCatalogueServer } from '@/lib/domain/catalogue/get-server';
import { questionItem, serverSummary, toolItem } from './items';
import type { ServerResource } from './resources';

type Server = Awaited<ReturnType<typeof getCatalogueServer>>;

export async function readServer(slug: string, origin: string): Promise<ServerResource> {
  return serverResource(await getCatalogueServer(slug), origin);
}

/** A server's page as data, from the description that the page shows. */
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

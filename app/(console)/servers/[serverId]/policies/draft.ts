import { slugOf } from '@/lib/core/catalogue-model/slug';
import { writeJson } from '@/lib/core/policy/document/write-json';
import { type RecommendInput, recommendForServer, recommendForTool } from '@/lib/core/policy/recommend/recommend';

/**
 * policy.json to begin with where nothing is published: the rule of the catalogue's tool page the reader came from, or
 * the recommended rule for every tool. `arrival` is the tool of that page.
 */
export function draftFor(
  tools: RecommendInput[],
  toolSlug: string | undefined,
): { text: string; arrival: string | null } {
  const named = toolSlug === undefined ? undefined : tools.find(({ name }) => slugOf(name) === slugOf(toolSlug));
  const policy = named ? recommendForTool(named).policy : recommendForServer(tools);
  return { text: `${writeJson(policy, '', '  ')}\n`, arrival: named?.name ?? null };
}

import { writeJson } from '@/components/policy-builder/write-json';
import { slugOf } from '@/lib/catalogue/slug';
import { type RecommendInput, recommendForServer, recommendForTool } from '@/lib/policy/recommend';

/**
 * policy.json to begin with where nothing is published: the rule of the catalogue's tool page the viewer came from, or
 * the recommended rule for every tool.
 */
export function draftFor(tools: RecommendInput[], toolSlug: string | undefined): string {
  const named = toolSlug === undefined ? undefined : tools.find(({ name }) => slugOf(name) === slugOf(toolSlug));
  const policy = named ? recommendForTool(named).policy : recommendForServer(tools);
  return `${writeJson(policy, '', '  ')}\n`;
}

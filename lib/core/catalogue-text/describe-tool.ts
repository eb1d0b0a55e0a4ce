import { type AttackOnTool, attacksOn } from '@/lib/core/attacks/attacks';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import type { Policy } from '@/lib/core/policy/document/schema';
import { recommendForTool } from '@/lib/core/policy/recommend/recommend';
import { classifyTool, type Risk } from '@/lib/core/risk/classify';
import { operationsOf } from '@/lib/core/risk/operations';
import { callToAction } from './call-to-action';
import { type EvidenceGroup, evidenceGroups } from './evidence-groups';
import { purposeOf } from './purpose';
import { sampleArguments } from './sample-arguments';
import { serverInProse } from './server-in-prose';
import { stakesOf } from './stakes';
import { type Question, questionsAbout } from './tool-questions';

export type ToolDescription = {
  risk: Risk;
  /** What the tool does, as far as it is known. */
  purpose: string;
  /** Why it needs a policy, or hardly needs one. */
  stakes: string;
  evidence: EvidenceGroup[];
  policy: Policy;
  effect: string;
  attacks: AttackOnTool[];
  action: string;
  questions: Question[];
  sample: Record<string, unknown>;
};

/** Everything a tool's page says that is not in the database: computed, so that it cannot go stale. */
export function describeTool(tool: CatalogueTool): ToolDescription {
  const { name, inputSchema } = tool;
  const siblings = tool.siblings.map((sibling) => sibling.name);
  const definition = { ...definitionOf(tool), siblings };
  const risk = classifyTool(definition);
  const { category, severity } = risk;
  const perValue = operationsOf(definition);
  const { policy, effect } = recommendForTool({ name, category, severity, inputSchema, perValue });
  const told = { ...tool, server: serverInProse(tool.server) };
  const purpose = purposeOf(told, risk);
  const stakes = stakesOf({ tool: told, risk, policy });
  return {
    risk,
    purpose,
    stakes,
    evidence: evidenceGroups(risk.evidence),
    policy,
    effect,
    attacks: attacksOn({ ...risk, knowledge: tool.knowledge }),
    action: callToAction[isGated(policy, name) && category !== 'Destructive' ? 'Financial' : category],
    questions: questionsAbout({ tool: told, risk, purpose, stakes, policy, effect }),
    sample: sampleArguments(inputSchema),
  };
}

/** A tool that waits for a person is gated, whatever its category would ask for. */
function isGated(policy: Policy, name: string): boolean {
  return policy.tools?.[name]?.action === 'require_approval';
}

function definitionOf({ name, title, description, inputSchema, annotations, knowledge }: CatalogueTool) {
  return {
    name,
    title: title ?? undefined,
    description: description ?? undefined,
    inputSchema,
    annotations,
    knowledge,
  };
}

import { type AttackOnTool, attacksOn } from '@/lib/attacks/attacks';
import { recommendForTool } from '@/lib/policy/recommend';
import type { Policy } from '@/lib/policy/schema';
import { classifyTool, type Risk } from '@/lib/risk/classify';
import { wordsOf } from '@/lib/risk/words';
import { callToAction } from './call-to-action';
import type { CatalogueTool } from './get-tool';
import { sampleArguments } from './sample-arguments';
import { type Question, questionsAbout } from './tool-questions';
import { count, predicateOf } from './wording';

export type ToolDescription = {
  risk: Risk;
  /** What the tool does, as far as it is known. */
  purpose: string;
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
  const risk = classifyTool({ ...definitionOf(tool), siblings });
  const { category, severity, perValue } = risk;
  const { policy, effect } = recommendForTool({ name, category, severity, inputSchema, perValue });
  const purpose = purposeOf(tool, risk);
  return {
    risk,
    purpose,
    policy,
    effect,
    attacks: attacksOn({ ...risk, knowledge: tool.knowledge }),
    action: callToAction[category],
    questions: questionsAbout({ tool, risk, purpose, policy, effect }),
    sample: sampleArguments(inputSchema),
  };
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

const kindOf: Readonly<Record<Risk['category'], string>> = {
  Read: 'a tool that reads',
  Write: 'a tool that creates or changes something',
  Execute: 'a tool that runs something',
  Destructive: 'a tool that removes or ends something',
  Financial: 'a tool that moves money or something of value',
  Other: 'a tool whose effect cannot be told from its name',
};

function purposeOf(tool: CatalogueTool, risk: Risk): string {
  const said = risk.evidence.find(({ place }) => place === 'name')?.quote;
  const verb = said === tool.name ? wordsOf(said)[0] : said;
  const predicate = verb ? predicateOf(tool.name, verb) : undefined;
  const does = predicate
    ? `By its name, ${tool.name} ${predicate} on ${tool.server.name}.`
    : `${tool.name} is ${kindOf[risk.category]} on ${tool.server.name}.`;
  return `${does} ${known(tool)}`;
}

function known({ knowledge, inputSchema }: CatalogueTool): string {
  if (knowledge === 'listed') {
    return 'Only its name is known: its description and arguments have not been read from a running server.';
  }
  const amount = Object.keys(propertiesOf(inputSchema)).length;
  return amount === 0 ? 'It takes no arguments.' : `It takes ${count(amount, 'argument')}.`;
}

function propertiesOf(inputSchema: unknown): object {
  if (typeof inputSchema !== 'object' || inputSchema === null || !('properties' in inputSchema)) return {};
  return typeof inputSchema.properties === 'object' && inputSchema.properties !== null ? inputSchema.properties : {};
}

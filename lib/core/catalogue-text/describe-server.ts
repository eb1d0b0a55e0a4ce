import type { ServerAccount, ServerTool } from '@/lib/core/catalogue-model/entry';
import { asName } from '@/lib/core/policy/document/as-word';
import type { Policy } from '@/lib/core/policy/document/schema';
import { recommendForServer } from '@/lib/core/policy/recommend/recommend';
import { operationsOf } from '@/lib/core/risk/operations';
import { severities } from '@/lib/core/risk/weigh/severity';
import { type Category, categories } from '@/lib/core/risk/words/lexicon';
import { policySummary } from './policy-summary';
import { asTitle } from './server-in-prose';
import type { Question } from './tool-questions';
import { type Attempt, whyUnread } from './why-unread';
import { count, listOf } from './wording';

type Server = Pick<ServerAccount, 'name' | 'tools'> & Attempt;

export type ServerDescription = {
  policy: Policy;
  /** What the policy does to how many tools. */
  summary: string;
  counts: { category: Category; tools: number }[];
  questions: Question[];
};

/** What a server's page says beyond its rows; the counts are those of the rows. */
export function describeServer(server: Server): ServerDescription {
  const names = server.tools.map(({ name }) => name);
  const policy = recommendForServer(server.tools.map((tool) => ({ ...tool, perValue: perValueOf(tool, names) })));
  const counts = categories
    .toReversed()
    .map((category) => ({ category, tools: server.tools.filter((tool) => tool.category === category).length }))
    .filter(({ tools }) => tools > 0);
  return {
    policy,
    summary: `The policy ${policySummary(policy)}.`,
    counts,
    questions: questionsAbout(server, policy, counts),
  };
}

function perValueOf({ title, description, ...tool }: ServerTool, names: readonly string[]) {
  const siblings = names.filter((name) => name !== tool.name);
  return operationsOf({ ...tool, title: title ?? undefined, description: description ?? undefined, siblings });
}

function questionsAbout(server: Server, policy: Policy, counts: ServerDescription['counts']): Question[] {
  const name = asTitle(server.name);
  const { tools } = server;
  if (tools.length === 0) return questionsAboutUnread(server);
  const told = listOf(counts.map(({ category, tools }) => `${tools} ${category}`));
  return [
    {
      question: `How many tools does ${name} have?`,
      answer: `The catalogue knows ${count(tools.length, 'tool')} of ${name}: ${told}.`,
    },
    { question: `Which tools of ${name} are the most dangerous?`, answer: mostSevere(tools) },
    {
      question: `How do I put a policy in front of ${name}?`,
      answer: `Register the server by its URL, publish the policy on this page or your own, and give your agents the gateway URL with a grant instead of the server’s URL. The recommended policy ${policySummary(policy)}. It refuses every tool that it does not name.`,
    },
  ];
}

const namesShown = 12;

/** The tools of the highest severity that the server has, by name where a reader can take them in. */
function mostSevere(tools: readonly ServerTool[]): string {
  const severity = severities.findLast((one) => tools.some((tool) => tool.severity === one)) ?? 'Low';
  const severe = tools.filter((tool) => tool.severity === severity).map((tool) => asName(tool.name));
  const lead = severity === 'Critical' ? '' : 'None of its tools is of Critical risk. ';
  if (severity === 'Low') return 'None: all of its tools are of Low risk.';
  const rest = severe.length - namesShown;
  const shown = rest > 1 ? [...severe.slice(0, namesShown), `${rest} more in the list above`] : severe;
  const are = severe.length === 1 ? '1 of its tools is' : `${severe.length} of its tools are`;
  return `${lead}${are} of ${severity} risk: ${listOf(shown)}.`;
}

/** Of a server that is listed but whose tools nobody has read nothing is told that could be taken for harmlessness. */
function questionsAboutUnread(server: Server): Question[] {
  const name = asTitle(server.name);
  return [
    {
      question: `Which tools does ${name} have?`,
      answer: `Its tools are not known yet, so the catalogue tells no risk. ${whyUnread({ ...server, name })} Assume that it can do whatever its credentials allow.`,
    },
    {
      question: `How do I put a policy in front of ${name}?`,
      answer: `Register the server by its URL. Its tools are then read from the running server and classified, and with a policy that denies by default none of them can be called until the policy names it. Give your agents the gateway URL with a grant instead of the server’s URL.`,
    },
  ];
}

import type { Policy } from '@/lib/policy/schema';
import type { Risk } from '@/lib/risk/classify';
import { site } from '@/lib/site';
import type { CatalogueTool } from './get-tool';
import { article, listOf } from './wording';

export type Question = { question: string; answer: string; policy?: Policy };

type Subject = { tool: CatalogueTool; risk: Risk; purpose: string; effect: string };

/** What readers ask about a tool; every answer holds for this product and is run in a test where it can be run. */
export function questionsAbout(subject: Subject): Question[] {
  const { tool, risk, purpose, effect } = subject;
  const { name, server } = tool;
  return [
    { question: `What does ${name} do?`, answer: purpose },
    {
      question: `How do I enforce a policy on ${name}?`,
      answer: `Register ${server.name} in ${site.name}, publish a policy that names ${name}, and point your MCP client at the gateway URL with a grant that has this policy. The gateway decides every call before it reaches the server. With the policy recommended on this page: ${effect}`,
    },
    {
      question: `What risk level is ${name}?`,
      answer: `${risk.severity} risk: it is classified as ${article(risk.category)} ${risk.category} tool with a confidence of ${percent(risk.confidence)}. ${risk.rationale.join(' ')}`,
    },
    {
      question: `Can I rate-limit ${name}?`,
      answer: `Yes. With this policy each MCP session, or each grant where the client’s protocol has no sessions, may call ${name} 10 times in any 60 seconds. A further call is refused with [POLICY DENIED] and the time after which it can succeed, and it does not reach ${server.name}.`,
      policy: rateLimited(name),
    },
    {
      question: `How do I block ${name} completely?`,
      answer: `Set its action to deny. Agents still see ${name} in the list of tools, and every call is answered with your reason and never forwarded. To take it out of the list as well, name it under hide instead.`,
      policy: blocked(name),
    },
    { question: `What MCP server provides ${name}?`, answer: provider(tool) },
  ];
}

function rateLimited(name: string): Policy {
  return { version: '1', default: 'deny', tools: { [name]: { rate_limit: { max: 10, window: 60 } } } };
}

function blocked(name: string): Policy {
  return {
    version: '1',
    default: 'allow',
    tools: { [name]: { action: 'deny', reason: `${name} is not available to agents.` } },
  };
}

function provider({ name, server, siblings }: CatalogueTool): string {
  const others = siblings.length;
  const beside =
    others === 0
      ? 'It is the only tool'
      : `Beside ${name} there ${others === 1 ? 'is 1 other tool' : `are ${others} other tools`}`;
  const from = server.publisher ? ` It is published by ${server.publisher}` : '';
  const licence = server.licence ? ` under the licence ${server.licence}` : '';
  const published = from ? `${from}${licence}.` : '';
  const packages = listOf(server.packages.map(({ registryType, identifier }) => `${identifier} (${registryType})`));
  return `${server.name}.${published}${packages ? ` It is distributed as ${packages}.` : ''} ${beside} of this server in the catalogue.`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

import type { Policy } from '@/lib/policy/schema';
import type { Risk } from '@/lib/risk/classify';
import { site } from '@/lib/site';
import type { CatalogueTool } from './get-tool';
import { article } from './noun-phrase';
import { listOf } from './wording';

export type Question = { question: string; answer: string; policy?: Policy; more?: { href: string; text: string } };

type Subject = { tool: CatalogueTool; risk: Risk; purpose: string; policy: Policy; effect: string };

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
      answer: `Yes. With this policy each MCP session, or each grant where the client’s protocol has no sessions, may call ${name} 10 times in any 60 seconds. A further call is refused with [POLICY DENIED] and the time after which it can succeed, and it does not reach ${server.name}. rate_limit is the short form: it counts each session by itself, while limits${limitsOf(subject)} also let you choose the counter, its window and whether a grant, a session, the server or your organisation shares it.`,
      policy: rateLimited(name),
      more: { href: '/docs/policy', text: 'How limits are written' },
    },
    {
      question: `How do I block ${name} completely?`,
      answer: `Set its action to deny. Agents still see ${name} in the list of tools, and every call is answered with your reason and never forwarded. To take it out of the list as well, name it under hide instead. This policy denies by default, so it also refuses every other tool of ${server.name} until you name it; into a policy that you have already, copy only the entry under tools.`,
      policy: blocked(name),
    },
    { question: `What MCP server provides ${name}?`, answer: provider(tool) },
  ];
}

/** What the limit that the page recommends counts, where it recommends one. */
function limitsOf({ tool, policy }: Subject): string {
  const [limit] = policy.tools?.[tool.name]?.limits ?? [];
  return limit ? `, as recommended above with ${limit.max} a ${String(limit.window)} per ${limit.scope},` : '';
}

function rateLimited(name: string): Policy {
  return { version: '1', default: 'deny', tools: { [name]: { rate_limit: { max: 10, window: 60 } } } };
}

function blocked(name: string): Policy {
  return {
    version: '1',
    default: 'deny',
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
  const licence = server.licence ? ` under the ${server.licence} licence` : '';
  const published = from ? `${from}${licence}.` : '';
  const packages = listOf(server.packages.map(({ registryType, identifier }) => `${identifier} (${registryType})`));
  return `${server.name}.${published}${packages ? ` It is distributed as ${packages}.` : ''} ${beside} of this server in the catalogue.`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { asName } from '@/lib/core/policy/document/as-word';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { Risk } from '@/lib/core/risk/classify';
import { site } from '@/lib/core/site';
import { article } from './noun-phrase';
import { packagesOf } from './wording';

export type Question = { question: string; answer: string; policy?: Policy; more?: { href: string; text: string } };

type Subject = { tool: CatalogueTool; risk: Risk; purpose: string; stakes: string; policy: Policy; effect: string };

/** What readers ask about a tool; every answer holds for this product and is run in a test where it can be run. */
export function questionsAbout(subject: Subject): Question[] {
  const { tool, risk, purpose, stakes, effect } = subject;
  const { server } = tool;
  const name = asName(tool.name);
  return [
    { question: `What does ${name} do?`, answer: purpose },
    {
      question: `How do I enforce a policy on ${name}?`,
      answer: `Register ${server.name} in ${site.name}, publish a policy that names ${name}, and point your MCP client at the gateway URL with a grant that has this policy. The gateway decides every call before it reaches the server. The policy recommended on this page does this: ${effect}`,
    },
    {
      question: `What risk level is ${name}?`,
      answer: `${risk.severity} risk: it is classified as ${article(risk.category)} ${risk.category} tool with a confidence of ${percent(risk.confidence)}. ${risk.rationale[0] ?? ''} ${firstSentence(stakes)}`,
      more: { href: `/risk/${risk.severity.toLowerCase()}`, text: `What ${risk.severity} risk means` },
    },
    {
      question: `Can I rate-limit ${name}?`,
      answer: `Yes. With this policy each MCP session, or each grant where the client’s protocol has no sessions, may call ${name} 10 times in any 60 seconds. A further call is refused with [POLICY DENIED] and the time after which it can succeed, and it does not reach ${server.name}. ${besideRecommended(subject)}`,
      policy: rateLimited(tool.name),
      more: { href: '/docs/policy', text: 'How limits are written' },
    },
    {
      question: `How do I block ${name} completely?`,
      answer: `Set its action to deny. Agents still see ${name} in the list of tools, and every call is answered with your reason and never forwarded. To take it out of the list as well, name it under hide instead. This policy denies by default, so it also refuses every other tool of ${server.name} until you name it; into a policy that you have already, copy only the entry under tools.`,
      policy: blocked(tool.name),
    },
    { question: `What MCP server provides ${name}?`, answer: provider(tool) },
  ];
}

/** Why the limit of the answer is not what the page recommends. */
function besideRecommended({ tool, policy }: Subject): string {
  const { name } = tool;
  if (policy.hide?.includes(name))
    return `The policy recommended above goes further: it hides ${asName(name)}, so no call passes.`;
  const rules = policy.tools?.[name];
  if (rules?.action === 'require_approval') {
    return `The policy recommended above goes further: each call to ${asName(name)} waits for a person first.`;
  }
  const [limit] = rules?.limits ?? [];
  if (!limit) {
    return 'The policy recommended above sets no limit; this one is worth having where calls cost money or return much.';
  }
  return `This is an example in the short form, rate_limit, which counts each session by itself. The policy recommended above is in the long form, limits: it allows ${limit.max} calls in any ${String(limit.window)} and counts all sessions of a grant together.`;
}

function rateLimited(name: string): Policy {
  return { version: '1', default: 'deny', tools: { [name]: { rate_limit: { max: 10, window: 60 } } } };
}

function blocked(name: string): Policy {
  return {
    version: '1',
    default: 'deny',
    tools: { [name]: { action: 'deny', reason: `${asName(name)} is not available to agents.` } },
  };
}

function provider({ name, server, siblings }: CatalogueTool): string {
  const others = siblings.length;
  const beside =
    others === 0
      ? 'It is the only tool'
      : `Beside ${asName(name)} there ${others === 1 ? 'is 1 other tool' : `are ${others} other tools`}`;
  const by = [server.publisher && `by ${server.publisher}`, server.licence && `under the ${server.licence} licence`];
  const published = by.filter(Boolean).join(' ');
  const packages = packagesOf(server.packages);
  return [
    `${server.name}.`,
    published && `It is published ${published}.`,
    packages && `It is distributed as ${packages}.`,
    `${beside} of this server in the catalogue.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.) (?=[A-Z])/)[0] ?? '';
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

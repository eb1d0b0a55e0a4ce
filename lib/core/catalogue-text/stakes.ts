import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { asWord, quoted } from '@/lib/core/policy/document/as-word';
import type { Policy } from '@/lib/core/policy/document/schema';
import type { Risk } from '@/lib/core/risk/classify';
import type { Category } from '@/lib/core/risk/words/lexicon';

type Subject = { tool: CatalogueTool; risk: Risk; policy: Policy };

/** What is at stake in a call, and what a rule can and cannot do about it; honest also where hardly a rule is needed. */
export function stakesOf(subject: Subject): string {
  const rules = subject.policy.tools?.[subject.tool.name];
  const { perValue, category } = subject.risk;
  const parameter = perValue?.parameter;
  const isTold = [...(rules?.require ?? []), ...(rules?.approve_if ?? [])].some(({ conditions }) =>
    conditions.some(({ path, op }) => op === 'in' && parameter !== undefined && path.includes(parameter)),
  );
  if (isTold) {
    const depends = `What a call does depends on its argument ${asWord(parameter ?? '') ?? quoted(parameter ?? '')}: some of its values ${mostSevere[category]}, and others do not.`;
    return rules?.action === 'require_approval'
      ? `${depends} Those that the policy below lets through can do harm enough that a person sees each call before it is sent.`
      : `${depends} One rule for the whole tool would be too loose or too tight, so the policy below goes by the value.`;
  }
  return stakes[category](subject);
}

const mostSevere: Readonly<Record<Category, string>> = {
  Read: 'only read',
  Write: 'change something',
  Execute: 'run something',
  Destructive: 'remove or end something',
  Financial: 'move money or something of value',
  Other: 'do something that cannot be told',
};

const stakes: Readonly<Record<Category, (subject: Subject) => string>> = {
  Read: reading,
  Write: ({ tool, risk }) => {
    const rights = `A call changes something through ${tool.server.name}, with the rights that the server was given`;
    return isSevere(risk)
      ? `${rights}, and the change outlasts the call. A limit does nothing about the first wrong call, and here one can be enough: so a person sees each call before it is sent.`
      : `${rights}. One wrong change can usually be put right; an agent in a loop makes hundreds, and text that a stranger planted in what it reads can ask for one. A limit ends the loop. It does not judge a single call.`;
  },
  Execute: ({ tool, risk }) =>
    risk.severity === 'Critical'
      ? `Whoever calls decides what runs, and an agent decides by whatever text it has read. What runs has the rights that ${tool.server.name} was given. No rule on the arguments can tell what is harmless to run from what is not, so a person looks at each call.`
      : `A call makes something run or act, ${isSevere(risk) ? 'and its effects can go further than its answer shows' : 'though what it does weighs little by itself'}. A limit keeps an agent in a loop from starting it again and again. It does not judge a single call.`,
  Destructive: ({ risk }) =>
    risk.severity === 'Critical'
      ? 'What a call removes or ends may not come back, and an agent does not stop to ask. A call log tells afterwards what is gone; it brings nothing back. A tool that the agent does not see is one that it does not plan with.'
      : 'What a call takes away can be made again. Done often, or to the wrong thing, it still costs work to notice and repair, so a person sees each call before it is sent.',
  Financial: () =>
    'A call moves money or something of value, and what was moved has to be got back from somebody else. The agent goes by text that it has read, which may come from whoever wants to be paid. So a person approves each call.',
  Other: ({ risk }) =>
    isSevere(risk)
      ? 'What a call does cannot be told from what is known of it, and what it answers may be secret. So a person sees each call before it is sent.'
      : 'What a call does cannot be told from what is known of it, so it is not taken for harmless: it is limited as if it changed something, until somebody has looked at it.',
};

function reading({ tool, risk, policy }: Subject): string {
  const known = tool.knowledge === 'listed' ? 'its name' : 'its definition';
  if (isSevere(risk)) {
    return `A call changes nothing, as far as ${known} tells; the harm lies in what it returns. Once the agent has read it, any other tool that the agent holds can pass it on, and no later rule takes it back. So a person decides before it is read.`;
  }
  const changes = risk.severity === 'Low' ? 'changes nothing' : 'probably changes nothing';
  const fetches = risk.signals.some(({ kind }) => kind === 'url');
  const planted = fetches
    ? 'It reads from an address in its arguments, so what it returns can come from anybody and hold instructions for the agent.'
    : 'If others can write what it reads, their text can hold instructions, and the agent may follow them.';
  return [
    `A call ${changes}, as far as ${known} tells. What it returns leaves ${tool.server.name} for the agent’s context, and any other tool that the agent holds can pass it on.`,
    planted,
    needed(policy, tool.name),
  ].join(' ');
}

function needed(policy: Policy, name: string): string {
  const rules = policy.tools?.[name];
  if (!rules) return '';
  if (rules.require?.length) return 'The policy below bounds where it may read, and keeps every other tool closed.';
  if (rules.limits?.length) return 'The limit below allows for the doubt.';
  return 'It needs no rule of its own: a policy that names it and keeps the rest closed is enough.';
}

function isSevere({ severity }: Risk): boolean {
  return severity === 'High' || severity === 'Critical';
}

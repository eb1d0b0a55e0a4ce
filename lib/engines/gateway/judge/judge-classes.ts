import { code } from '@/lib/core/mcp/errors';
import { isRecord, type Params, type Request } from '@/lib/core/mcp/message';
import {
  type ClassDecision,
  decidePrompt,
  decideResource,
  decideTemplate,
} from '@/lib/core/policy/decide/decide-classes';
import { type Answer, protocolRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';

/** What a request reaches beside tools, and what the policy says of it. */
type Reached = { decision: ClassDecision; answer: NotFound };

/** How a server answers for what it does not have: what is closed and what is not there cannot be told apart. */
type NotFound = { code: number; message: string; data?: object };

type Judge = (exchange: Exchange, params: Params) => Reached | string | null;

/** By method; what is missing here reaches no resource and no prompt. A text: what is wrong with the parameters. */
const judges = new Map<string, Judge>([
  ['resources/read', (exchange, { uri }) => resource(exchange, String(uri))],
  ['resources/subscribe', (exchange, { uri }) => resource(exchange, String(uri))],
  ['resources/unsubscribe', (exchange, { uri }) => resource(exchange, String(uri))],
  ['prompts/get', (exchange, { name }) => prompt(exchange, String(name))],
  ['completion/complete', completion],
  ['subscriptions/listen', subscriptions],
]);

/** Judges a request for resources and prompts. Null: forward it. Linear in the parameters times the patterns. */
export function judgeClasses(exchange: Exchange, { id, method, params }: Request): Answer | null {
  const reached = judges.get(method)?.(exchange, params) ?? null;
  if (reached === null) return null;
  const refuse = (rule: string, message: string, answer: NotFound): Answer => ({
    ...protocolRefusal({ status: 200, id, ...answer, rule }),
    verdict: { outcome: 'deny', rule, message },
  });
  if (typeof reached === 'string') {
    const message = `Invalid params: ${reached}`;
    return refuse('(invalid request)', message, { code: code.invalidParams, message });
  }
  const { decision, answer } = reached;
  return decision.outcome === 'allow' ? null : refuse(decision.rule, decision.message, answer);
}

function resource(exchange: Exchange, uri: string): Reached {
  return { decision: decided(exchange, (policy) => decideResource(policy, uri)), answer: noResource(exchange, uri) };
}

function prompt(exchange: Exchange, name: string): Reached {
  const answer = { code: code.invalidParams, message: `Unknown prompt: ${name}` };
  return { decision: decided(exchange, (policy) => decidePrompt(policy, name)), answer };
}

/** Completions name what is there, so they are judged by the prompt or the resource that they complete. */
function completion(exchange: Exchange, { ref }: Params): Reached | string {
  if (!isRecord(ref)) return 'params.ref must be an object';
  if (ref.type === 'ref/prompt' && typeof ref.name === 'string' && ref.uri === undefined) {
    return prompt(exchange, ref.name);
  }
  if (ref.type !== 'ref/resource' || typeof ref.uri !== 'string' || ref.name !== undefined) {
    return 'params.ref must name a prompt or a resource';
  }
  const { uri } = ref;
  if (!uri.includes('{')) return resource(exchange, uri);
  return { decision: decided(exchange, (policy) => decideTemplate(policy, uri)), answer: noResource(exchange, uri) };
}

/** The server reads the very bytes of the client, so a stream that asks for one closed resource is refused as a whole. */
function subscriptions(exchange: Exchange, { notifications }: Params): Reached | string | null {
  const uris = isRecord(notifications) ? notifications.resourceSubscriptions : undefined;
  if (uris === undefined) return null;
  if (!Array.isArray(uris) || !uris.every((uri) => typeof uri === 'string')) {
    return 'params.notifications.resourceSubscriptions must be a list of strings';
  }
  const all = uris.map((uri: string) => resource(exchange, uri));
  return all.find(({ decision }) => decision.outcome === 'deny') ?? null;
}

function noResource({ era }: Exchange, uri: string): NotFound {
  const errorCode = era === 'modern' ? code.invalidParams : code.resourceNotFound;
  return { code: errorCode, message: 'Resource not found', data: { uri } };
}

type Compiled = Parameters<typeof decideResource>[0];

function decided({ caller }: Exchange, decide: (policy: Compiled) => ClassDecision): ClassDecision {
  const compiled = caller?.policy?.compiled ?? null;
  if (compiled !== 'unreadable') return decide(compiled);
  const message = 'The policy of this grant cannot be read, so every request is refused.';
  return { outcome: 'deny', rule: '(unreadable policy)', message };
}

import { hash } from 'node:crypto';
import { canonical, canonicalText } from '@/lib/core/mcp/canonical';
import type { HeaderMismatch } from '@/lib/core/mcp/headers';
import { readUtf8 } from '@/lib/core/mcp/json';
import {
  isRecord,
  type Message,
  type Params,
  type Request,
  readMessage,
  type Unreadable,
} from '@/lib/core/mcp/message';
import { paramMismatch, type SentParamHeader } from '@/lib/core/mcp/param-headers';
import { wrongParam } from '@/lib/core/mcp/params';
import { findValue } from '@/lib/core/mcp/spans';
import { type Call, compileFor, type Decision, decide, stepsOf } from '@/lib/core/policy/decide/decide';
import type { PolicyInForce } from '@/lib/engines/gateway/ports';

// Reading and judging in one pure step, the same on the main thread and in a worker. What it gives is small whatever the
// message is: it crosses threads, and a copy of a million keys would cost the main thread what the worker has saved.

/** What the pipeline, an approval and the log need of the arguments of a tool call. */
export type CallFacts = {
  tool: string;
  /** The first 50 keys, each cut to 200 characters. */
  argumentKeys: string[];
  /** SHA-256 of the RFC 8785 form of the arguments, hex. */
  argumentsDigest: string;
  /**
   * SHA-256 of the RFC 8785 form of all of `params` but `_meta`, hex: what a person agrees to when the call is held. What
   * answers the server's questions (`inputResponses`, `requestState`) is part of it, since it changes what is done;
   * `_meta` is not, since clients put into it what differs in every repeat: progress tokens, traces, ids of tool uses.
   */
  paramsDigest: string | null;
  /**
   * The RFC 8785 form, for a person to read, with the other members of `params` where there are any; null unless the call is
   * held and the text has at most 32,768 characters.
   */
  canonicalArguments: string | null;
  /** The first header that does not say what the arguments say; it counts in the modern era. */
  headerMismatch: HeaderMismatch | null;
  decision: Decision;
  /** What is decided once a person has agreed; null unless the call is held. */
  onceApproved: Decision | null;
};

export type Reading = {
  /** Without the members of `params` that may be long: arguments, inputResponses and requestState. */
  message: Message | Unreadable;
  /** What is wrong with the parameters that decide what a request reaches. */
  wrongParam: string | null;
  /** Null for everything but a tool call that can be judged. */
  call: CallFacts | null;
};

/** Characters of arguments that a person can be expected to read before agreeing to them. */
const PERSON_READS_MAX = 32_768;
const KEYS_MAX = 50;
const NAME_MAX = 200;

/** Members of `params` that only the server and the policy read. */
const LONG: ReadonlySet<string> = new Set(['arguments', 'inputResponses', 'requestState']);
/** Members of the `params` of a call that a person who approves it sees anyway. */
const PLAIN: ReadonlySet<string> = new Set(['name', 'arguments', '_meta']);
/** Characters and values of everything else in a message, together. */
const REST_MAX = 64 * 1024;
/** A value counts as this many characters. */
const VALUE_COST = 16;

const tooMuchRest: Unreadable = {
  kind: 'unreadable',
  code: -32600,
  id: null,
  problem: 'only the arguments of a message may be long',
};

/** Steps of compiling expressions on the main thread at once, 20 ms at worst: none is compiled there a second time. */
const COMPILING_STEPS_MAX = 1_000_000;

type Policy = PolicyInForce['compiled'] | null;

/**
 * Reads one message and judges a tool call. 'elsewhere': deciding it may take more than `stepsMax` steps, or needs
 * expressions that take too long to compile here, and nothing was decided. Never throws; linear in the length of the body
 * and bounded by what `decide` lets pass, but for expressions that are compiled first where `stepsMax` is not given.
 */
export function readAndJudge(body: Uint8Array, policy: Policy, paramHeaders: readonly SentParamHeader[]): Reading;
export function readAndJudge(
  body: Uint8Array,
  policy: Policy,
  paramHeaders: readonly SentParamHeader[],
  stepsMax: number,
): Reading | 'elsewhere';
export function readAndJudge(
  body: Uint8Array,
  policy: Policy,
  paramHeaders: readonly SentParamHeader[],
  stepsMax = Number.POSITIVE_INFINITY,
): Reading | 'elsewhere' {
  const message = readMessage(body);
  if (message.kind === 'unreadable') return { message, wrongParam: null, call: null };
  if (message.kind === 'response') {
    return { message: isShort(message.id) ? message : tooMuchRest, wrongParam: null, call: null };
  }
  const short = { ...message, params: withoutLong(message.params) };
  if (body.length > REST_MAX / VALUE_COST && !isShort(short)) {
    return { message: tooMuchRest, wrongParam: null, call: null };
  }
  const wrong = wrongParam(message);
  if (message.kind !== 'request' || message.method !== 'tools/call' || wrong !== null) {
    return { message: short, wrongParam: wrong, call: null };
  }
  const call = { tool: String(message.params.name), args: argumentsOf(message.params) };
  if (stepsMax !== Number.POSITIVE_INFINITY && isLong(policy, call, stepsMax)) return 'elsewhere';
  const headerMismatch = paramMismatch(paramHeaders, call.args);
  const args = message.inexact ? exactArguments(body) : canonical(call.args);
  return { message: short, wrongParam: null, call: { ...factsOf(policy, call, message, args), headerMismatch } };
}

function isLong(policy: Policy, call: Call, stepsMax: number): boolean {
  if (policy === null || policy === 'unreadable') return false;
  return !compileFor(policy, call.tool, COMPILING_STEPS_MAX) || stepsOf(policy, call) > stepsMax;
}

/** With every digit, where a double cannot hold a number. */
function exactArguments(body: Uint8Array): string {
  const text = readUtf8(body) ?? '';
  return canonicalText(text, findValue(text, ['params', 'arguments'])?.start ?? text.length);
}

function factsOf(policy: Policy, call: Call, { params }: Request, args: string): Omit<CallFacts, 'headerMismatch'> {
  const decision = decisionOf(policy, call);
  const isHeld = decision.outcome === 'hold';
  const whole = isHeld ? wholeParams(params, args) : '';
  const shown = Object.keys(params).some((key) => !PLAIN.has(key)) ? whole : args;
  return {
    tool: call.tool,
    argumentKeys: Object.keys(call.args)
      .slice(0, KEYS_MAX)
      .map((key) => key.slice(0, NAME_MAX)),
    argumentsDigest: hash('sha256', args),
    paramsDigest: isHeld ? hash('sha256', whole) : null,
    canonicalArguments: isHeld && shown.length <= PERSON_READS_MAX ? shown : null,
    decision,
    onceApproved: isHeld ? decisionOf(policy, { ...call, approved: true }) : null,
  };
}

/** The canonical form of params without `_meta`; `args` is that of the arguments, which may hold what no value does. */
function wholeParams(params: Params, args: string): string {
  const others = Object.entries(params)
    .filter(([key]) => key !== '_meta' && key !== 'arguments')
    .map(([key, value]) => [key, canonical(value)]);
  const members = [...others, ['arguments', args]].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

function decisionOf(policy: Policy, call: Call): Decision {
  if (policy !== 'unreadable') return decide(policy, call);
  const message = 'The policy of this grant cannot be read, so every call is refused.';
  return { outcome: 'deny', rule: '(unreadable policy)', message, hidden: false };
}

function argumentsOf({ arguments: args }: Params): Record<string, unknown> {
  // `wrongParam` let only an object or nothing through.
  return isRecord(args) ? args : {};
}

function withoutLong(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !LONG.has(key)));
}

function isShort(root: unknown): boolean {
  let size = 0;
  const open = [root];
  while (open.length > 0 && size <= REST_MAX) {
    const value = open.pop();
    size += VALUE_COST;
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        size += key.length;
        open.push(part);
      }
    }
  }
  return size <= REST_MAX;
}

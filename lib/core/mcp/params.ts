import { foldKey } from '@/lib/core/text/fold';
import { CLIENT_CAPABILITIES_KEY, eraOf, metaOf, PROTOCOL_VERSION_KEY } from './eras';
import { isRecord, type Notification, type Params, type Request } from './message';
import { knownInnerParams, knownParams, laterParams } from './methods';

/** Members of params that select what a method reaches; they are validated before the message is judged. */
const REQUIRED_TEXT: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'resources/subscribe': 'uri',
  'resources/unsubscribe': 'uri',
};

/** Members of `_meta` that declare the era, by their folded form. */
const ENVELOPE = new Map([PROTOCOL_VERSION_KEY, CLIENT_CAPABILITIES_KEY].map((key) => [foldKey(key), key]));

/** Characters of a refused member's name in the answer. */
const NAME_MAX = 100;
/** The revision of a legacy message without a version. */
const OLDEST = '2025-03-26';

/**
 * The problem in the params of a known method, or null: an unknown member, which a case-insensitive reader may treat as
 * a known one, or a member of the wrong type. `_meta` is open, except for keys that such a reader treats as the
 * envelope.
 */
export function wrongParam(message: Request | Notification): string | null {
  const { method, params } = message;
  const known = knownParams(eraOf(params, undefined), method);
  if (known === null) return null;
  return (
    unknownParam(params, known, method) ??
    unknownInner(params, method) ??
    wrongType(method, params) ??
    twinOfEnvelope(params)
  );
}

function twinOfEnvelope(params: Params): string | null {
  const twin = Object.keys(metaOf(params)).find((key) => (ENVELOPE.get(foldKey(key)) ?? key) !== key);
  return twin === undefined ? null : `params._meta has no ${named(twin)}`;
}

function unknownParam(params: Params, known: readonly string[], method: string): string | null {
  const unknown = Object.keys(params).find((key) => key !== '_meta' && !known.includes(key));
  return unknown === undefined ? null : `${method} has no params.${named(unknown)}`;
}

function unknownInner(params: Params, method: string): string | null {
  for (const [member, known] of Object.entries(knownInnerParams(method))) {
    const value = params[member];
    if (value === undefined) continue;
    if (!isRecord(value)) return `params.${member} must be an object`;
    const unknown = Object.keys(value).find((key) => !known.includes(key));
    if (unknown !== undefined) return `${method} has no params.${member}.${named(unknown)}`;
  }
  return null;
}

function wrongType(method: string, params: Params): string | null {
  const member = Object.hasOwn(REQUIRED_TEXT, method) ? REQUIRED_TEXT[method] : undefined;
  if (member !== undefined && typeof params[member] !== 'string') return `params.${member} must be a string`;
  if (method === 'tools/call' && params.arguments !== undefined && !isRecord(params.arguments)) {
    return 'params.arguments must be an object';
  }
  return params._meta === undefined || isRecord(params._meta) ? null : 'params._meta must be an object';
}

/**
 * The member of a legacy message's params that its revision does not have yet, in words; `version`: the one it names.
 */
export function paramOfLaterVersion({ method, params }: Request, version: string | undefined): string | null {
  const spoken = version ?? OLDEST;
  const later = Object.entries(laterParams(method)).find(([member, since]) => member in params && spoken < since);
  return later ? `${method} has no params.${later[0]} before ${later[1]}` : null;
}

/** A plain name as it is; a lookalike in quotes. */
function named(key: string): string {
  const short = key.length > NAME_MAX ? `${key.slice(0, NAME_MAX)}…` : key;
  return /^\w+$/.test(short) ? short : JSON.stringify(short);
}

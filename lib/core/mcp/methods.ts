import type { Era } from './eras';

const LIST = ['cursor'];
/** A request of the modern era may be the repeat of one that the server answered with questions. */
const REPEAT = ['inputResponses', 'requestState'];

/** Requests a client may send, per era, and the members of their params beside `_meta`. */
const REQUESTS: Readonly<Record<Era, Readonly<Record<string, readonly string[]>>>> = {
  modern: {
    'tools/list': LIST,
    'tools/call': ['name', 'arguments', ...REPEAT],
    'resources/list': LIST,
    'resources/templates/list': LIST,
    'resources/read': ['uri', ...REPEAT],
    'prompts/list': LIST,
    'prompts/get': ['name', 'arguments', ...REPEAT],
    'completion/complete': ['ref', 'argument', 'context'],
    'server/discover': [],
    'subscriptions/listen': ['notifications'],
  },
  legacy: {
    'tools/list': LIST,
    'tools/call': ['name', 'arguments'],
    'resources/list': LIST,
    'resources/templates/list': LIST,
    'resources/read': ['uri'],
    'prompts/list': LIST,
    'prompts/get': ['name', 'arguments'],
    'completion/complete': ['ref', 'argument', 'context'],
    initialize: ['protocolVersion', 'capabilities', 'clientInfo'],
    ping: [],
    'logging/setLevel': ['level'],
    'resources/subscribe': ['uri'],
    'resources/unsubscribe': ['uri'],
  },
};

/** Notifications a client may send, with their members. The modern era has none over HTTP. */
const NOTIFICATIONS: Readonly<Record<string, readonly string[]>> = {
  'notifications/initialized': [],
  'notifications/cancelled': ['requestId', 'reason'],
  'notifications/progress': ['progressToken', 'progress', 'total', 'message'],
  'notifications/roots/list_changed': [],
};

/** The revision that brought a member which its method did not have from the start. */
const SINCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'completion/complete': { context: '2025-06-18' },
};

/** Members of a member of params, where they decide what a request reaches. */
const INNER: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'completion/complete': { ref: ['type', 'name', 'uri', 'title'], argument: ['name', 'value'], context: ['arguments'] },
  'subscriptions/listen': {
    notifications: ['toolsListChanged', 'promptsListChanged', 'resourcesListChanged', 'resourceSubscriptions'],
  },
};

/** What is not known is refused: an unknown method is never an accidental pass. */
export function isKnownRequest(era: Era, method: string): boolean {
  return Object.hasOwn(REQUESTS[era], method);
}

export function isKnownNotification(method: string): boolean {
  return Object.hasOwn(NOTIFICATIONS, method);
}

/** The members that params of a request or notification may have beside `_meta`; null for an unknown method. */
export function knownParams(era: Era, method: string): readonly string[] | null {
  if (isKnownRequest(era, method)) return REQUESTS[era][method] ?? null;
  return isKnownNotification(method) ? (NOTIFICATIONS[method] ?? null) : null;
}

/** Members of params that are closed objects themselves, with what they may hold. */
export function knownInnerParams(method: string): Readonly<Record<string, readonly string[]>> {
  return Object.hasOwn(INNER, method) ? (INNER[method] ?? {}) : {};
}

/** Members that came with a later revision than the first, with that revision. */
export function laterParams(method: string): Readonly<Record<string, string>> {
  return Object.hasOwn(SINCE, method) ? (SINCE[method] ?? {}) : {};
}

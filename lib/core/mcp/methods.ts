import type { Era } from './eras';

const LIST = ['cursor'];
/** Members of a modern request that repeats one which the server answered with input requests. */
const REPEAT = ['inputResponses', 'requestState'];

/** Requests that a client may send, by era, and the members of their params beside `_meta`. */
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

/** Notifications that a client may send, with their members. The modern era has none over HTTP. */
const NOTIFICATIONS: Readonly<Record<string, readonly string[]>> = {
  'notifications/initialized': [],
  'notifications/cancelled': ['requestId', 'reason'],
  'notifications/progress': ['progressToken', 'progress', 'total', 'message'],
  'notifications/roots/list_changed': [],
};

/** The revision that added a member to an older method. */
const SINCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'completion/complete': { context: '2025-06-18' },
};

/** Members of a member of params that decide what a request reaches. */
const INNER: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'completion/complete': { ref: ['type', 'name', 'uri', 'title'], argument: ['name', 'value'], context: ['arguments'] },
  'subscriptions/listen': {
    notifications: ['toolsListChanged', 'promptsListChanged', 'resourcesListChanged', 'resourceSubscriptions'],
  },
};

/** Allowlist: an unknown method is refused. */
export function isKnownRequest(era: Era, method: string): boolean {
  return Object.hasOwn(REQUESTS[era], method);
}

export function isKnownNotification(method: string): boolean {
  return Object.hasOwn(NOTIFICATIONS, method);
}

/** The allowed members of params beside `_meta`; null: an unknown method. */
export function knownParams(era: Era, method: string): readonly string[] | null {
  if (isKnownRequest(era, method)) return REQUESTS[era][method] ?? null;
  return isKnownNotification(method) ? (NOTIFICATIONS[method] ?? null) : null;
}

/** Members of params that are closed objects, with their allowed members. */
export function knownInnerParams(method: string): Readonly<Record<string, readonly string[]>> {
  return Object.hasOwn(INNER, method) ? (INNER[method] ?? {}) : {};
}

/** Members that a later revision added, with that revision. */
export function laterParams(method: string): Readonly<Record<string, string>> {
  return Object.hasOwn(SINCE, method) ? (SINCE[method] ?? {}) : {};
}

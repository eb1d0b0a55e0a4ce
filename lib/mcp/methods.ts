import type { Era } from './eras';

const BOTH = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
];

/** Requests a client may send, per era. What is not here is refused: an unknown method is never an accidental pass. */
const REQUESTS: Readonly<Record<Era, ReadonlySet<string>>> = {
  modern: new Set([...BOTH, 'server/discover', 'subscriptions/listen']),
  legacy: new Set([...BOTH, 'initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe']),
};

/** Notifications a client may send. The modern era has none over HTTP. */
const NOTIFICATIONS: ReadonlySet<string> = new Set([
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'notifications/roots/list_changed',
]);

export function isKnownRequest(era: Era, method: string): boolean {
  return REQUESTS[era].has(method);
}

export function isKnownNotification(method: string): boolean {
  return NOTIFICATIONS.has(method);
}

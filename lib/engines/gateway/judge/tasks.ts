import type { Response } from '@/lib/core/mcp/answer';
import { type Place, taskPlaces } from '@/lib/core/mcp/capabilities';
import { CLIENT_CAPABILITIES_KEY, metaOf } from '@/lib/core/mcp/eras';
import { code, errorText } from '@/lib/core/mcp/errors';
import { readUtf8 } from '@/lib/core/mcp/json';
import { removeMember } from '@/lib/core/mcp/lists';
import { memberOf } from '@/lib/core/mcp/members';
import type { Notification, Request } from '@/lib/core/mcp/message';
import { type Answer, gatewayCode, protocolRefusal } from '@/lib/engines/gateway/errors';
import { type Exchange, methodOf } from '@/lib/engines/gateway/exchange';

// Tasks of either revision are not relayed: their results come later, on requests that no policy judged. So none begins:
// servers are not told that a client could take one, and what asks for one is refused.

/** Refuses a request that asks for a task, or to be told of tasks. */
export function refuseTasks({ message }: Exchange): Answer | null {
  if (message?.kind !== 'request') return null;
  if (isPresent(memberOf(message.params, 'task'))) {
    return refusal(message, 'params.task', 'Send the call without it; the answer comes when the tool is done.');
  }
  const { notifications } = message.params;
  return message.method === 'subscriptions/listen' && isPresent(memberOf(notifications, 'taskIds'))
    ? refusal(message, 'params.notifications.taskIds', 'Leave it out.')
    : null;
}

function refusal({ id }: Request, member: string, advice: string): Answer {
  const message = `Invalid params: tasks are not relayed, so ${member} is not accepted. ${advice}`;
  return protocolRefusal({ status: 200, id, code: code.invalidParams, rule: '(task)', message });
}

/** Takes out of the body what says that the client can take tasks: nothing else of it changes. */
export function withoutTasks(message: Request | Notification, body: Buffer): Buffer {
  const places = placesOf(message);
  if (places.length === 0) return body;
  // It was read as JSON before.
  let text = readUtf8(body) ?? '';
  for (const { path, key } of places) text = removeMember(text, path, key);
  return Buffer.from(text);
}

function placesOf({ method, params }: Request | Notification): Place[] {
  const own = method === 'initialize' ? taskPlaces(params.capabilities, ['params', 'capabilities']) : [];
  const meta = metaOf(params)[CLIENT_CAPABILITIES_KEY];
  return [...own, ...taskPlaces(meta, ['params', '_meta', CLIENT_CAPABILITIES_KEY])];
}

/** What is answered for a task that a server began although nobody can take it; null for every other answer. */
export function refuseBegunTask(exchange: Exchange, { id, result }: Response): string | null {
  const task = result?.task ?? null;
  if (task === null || (task === 'legacy' && !mayBeCall(exchange))) return null;
  exchange.failure = 'task begun';
  const text = 'The server began a task instead of answering. Tasks are not relayed, so its result cannot be had here.';
  // A replayed answer has the id of a request that is over.
  const answered = typeof id === 'string' || typeof id === 'number' ? id : null;
  return errorText(answered, gatewayCode.brokenAnswer, text, { requestId: exchange.id });
}

/** Whether a server tells with it of a task, of either era. */
export function tellsOfTask(method: string): boolean {
  return /^notifications\/tasks(?:\/|$)/i.test(method);
}

/** In revision 2025-11-25 only a call begins a task; of what other streams replay the request is not known. */
function mayBeCall(exchange: Exchange): boolean {
  return exchange.message?.kind !== 'request' || methodOf(exchange) === 'tools/call';
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

// The gateway: what an agent sends reaches a server only through the steps of this file, in this order. What it asks of the
// world is in ports.ts.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '@/lib/base/log';
import { authenticate, renew } from '@/lib/engines/gateway/auth/authenticate';
import { forward } from '@/lib/engines/gateway/forward/forward';
import { dropBody, readBody } from '@/lib/engines/gateway/http/body';
import { enter } from '@/lib/engines/gateway/http/enter';
import { type Head, isJson, isUnclearFraming } from '@/lib/engines/gateway/http/head';
import {
  badRequest,
  bodyRefusal,
  busy,
  notAllowed,
  readerRefusal,
  unavailable,
  unclearFraming,
  unsupportedType,
} from '@/lib/engines/gateway/http/refusals';
import { reply } from '@/lib/engines/gateway/http/reply';
import { holdCall } from '@/lib/engines/gateway/judge/hold';
import { judge, judgeApproved } from '@/lib/engines/gateway/judge/judge';
import { reserveLimits } from '@/lib/engines/gateway/judge/limits';
import { readParamHeaders } from '@/lib/engines/gateway/judge/param-headers';
import { checkProtocol, readSession } from '@/lib/engines/gateway/judge/protocol';
import { CannotLog } from '@/lib/engines/gateway/record/call-log';
import { toCallRow } from '@/lib/engines/gateway/record/call-row';
import { route } from '@/lib/engines/gateway/route/route';
import { undo } from '@/lib/engines/gateway/stream/relay';
import type { Answer } from './errors';
import { allowed, type Exchange, methodOf, openExchange, waiterOf } from './exchange';
import type { Gate } from './gate';

/** Versions that are published while one message is read, until it is refused. */
const READINGS_MAX = 3;

/** Takes one request to `/mcp/<endpointId>` from its head to its row in the call log. */
export async function pass(
  gate: Gate,
  req: IncomingMessage,
  res: ServerResponse,
  head: Head,
  endpointId: string,
): Promise<void> {
  const exchange = openExchange(req, res, head, endpointId, gate.snapshots.current());
  try {
    const refused = (await admit(gate, exchange)) ?? (await begin(gate, exchange)) ?? lookAgain(gate, exchange);
    if (refused) await refuse(gate, exchange, refused);
    else await letThrough(gate, exchange);
    if (exchange.session && req.method === 'DELETE' && !refused) gate.sessions.end(exchange.session);
  } catch (error) {
    log.error({ error, requestId: exchange.id }, 'A request could not be judged and was refused.');
    await refuse(gate, exchange, unavailable(exchange, 'The gateway could not judge this request.'));
  } finally {
    exchange.place?.leave();
    for (const giveBack of exchange.over.splice(0)) giveBack();
  }
  const row = toCallRow(exchange);
  const isAsked = exchange.message?.kind === 'request' || exchange.answered !== null;
  const kept = row && !isAsked ? gate.refusalRow(row) : row;
  if (kept) gate.calls.add(kept);
}

/**
 * Writes down that a request is let through before any of it leaves; what cannot be logged is not sent. An approval has said
 * its verdict already; everything else that was not refused is allowed.
 */
async function begin(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  if (exchange.verdict.outcome !== 'allow') exchange.verdict = allowed;
  const row = exchange.message?.kind === 'request' ? toCallRow(exchange) : null;
  if (!row) return null;
  try {
    await gate.calls.begin(row);
    return null;
  } catch (error) {
    if (!(error instanceof CannotLog)) throw error;
    return unavailable(exchange, 'This call cannot be logged now, so it was not made.');
  }
}

/** Approvals, counters and the log may have taken long: what ended, moved or was published meanwhile counts. */
function lookAgain(gate: Gate, exchange: Exchange): Answer | null {
  const judgedUnder = exchange.caller?.policy?.versionId;
  if (isFresh(gate, exchange)) return null;
  const late = refresh(gate, exchange);
  if (late) return late;
  if (exchange.caller?.policy?.versionId === judgedUnder) return route(exchange);
  return unavailable(exchange, 'The policy changed while this call was judged, so it was not made. Repeat it.');
}

async function letThrough(gate: Gate, exchange: Exchange): Promise<void> {
  // A stream may stay open for days.
  if (methodOf(exchange) === 'subscriptions/listen') exchange.place?.leave();
  await forward(gate, exchange);
}

/** Null: let it through. Limits are counted last, so that a denied or held call costs nothing. */
async function admit(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  const identified = identify(gate, exchange);
  const refused =
    (identified instanceof Promise ? await identified : identified) ??
    takePlace(gate, exchange) ??
    (await awaitTurn(gate, exchange)) ??
    (await read(gate, exchange));
  if (refused) return refused;
  const full = enter(gate, exchange);
  return (
    (full instanceof Promise ? await full : full) ??
    (await decide(gate, exchange)) ??
    (await reserveLimits(exchange, gate.counters, gate.now()))
  );
}

function identify(gate: Gate, exchange: Exchange): Answer | null | Promise<Answer | null> {
  const { snapshots, staleMsMax } = gate;
  exchange.snapshot = snapshots.current();
  if (snapshots.ageMs() > staleMsMax) return stale(exchange);
  const refused = authenticate(exchange, gate.authenticator);
  if (!(refused instanceof Promise)) return refused ?? closeStale(gate, exchange);
  return refused.then((late) => late ?? closeStale(gate, exchange));
}

/** A change of an organisation that cannot be read closes this organisation and no other. */
function closeStale({ snapshots, staleMsMax }: Gate, exchange: Exchange): Answer | null {
  return snapshots.ageMs(exchange.caller?.organisationId) > staleMsMax ? stale(exchange) : null;
}

/** Counts the request in the budgets of its grant before a byte of its body is kept. */
function takePlace(gate: Gate, exchange: Exchange): Answer | null {
  const { caller, req } = exchange;
  if (!caller) return null;
  const full = gate.connections.prove(req.socket, caller);
  if (full) return busy(full);
  if (req.method !== 'POST') return null;
  const place = gate.budget.enter(caller);
  if (typeof place === 'string') return busy(place);
  exchange.place = place;
  return null;
}

async function awaitTurn({ turns }: Gate, { caller, place }: Exchange): Promise<null> {
  if (caller && place) await turns.take(caller.organisationId);
  return null;
}

async function read(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  const { req, head } = exchange;
  if (head.repeated) return badRequest('(repeated header)', `the header ${head.repeated} came twice`);
  if (isUnclearFraming(req, head)) return unclearFraming();
  if (req.method !== 'POST') return readBodiless(gate, exchange);
  if (!isJson(head['content-type'])) return unsupportedType('Content-Type must be application/json');
  if (head['content-encoding'] !== undefined) return unsupportedType('send the body as it is');
  const bytesMax = exchange.endpoint?.settings.bodyBytesMax ?? 0;
  const body = await readBody(req, head, {
    bytesMax,
    hold: (bytes) => exchange.place?.hold(bytes) ?? null,
    count: inflowOf(gate, exchange),
  });
  if (typeof body === 'string') return bodyRefusal(body, bytesMax);
  return readAs(gate, exchange, body);
}

async function readBodiless(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  return (await readSession(exchange, gate.sessions)) ?? (exchange.session ? null : notAllowed());
}

/** Reads and judges under the snapshot of the moment when it is done: the body, or a worker, may have taken long. */
async function readAs(gate: Gate, exchange: Exchange, body: readonly Buffer[]): Promise<Answer | null> {
  let parts = body;
  for (let time = 0; time < READINGS_MAX; time += 1) {
    exchange.paramHeaders = await readParamHeaders(gate.definitions, exchange);
    const changed = refresh(gate, exchange);
    if (changed) return changed;
    const { paramHeaders } = exchange;
    const policy = exchange.caller?.policy ?? null;
    const read = await gate.reader.read({ parts, policy, paramHeaders, waiter: waiterOf(exchange) });
    if (typeof read === 'string') return readerRefusal(read);
    exchange.body = read.body;
    parts = [read.body];
    const late = refresh(gate, exchange);
    if (late) return late;
    const current = exchange.caller?.policy ?? null;
    if (current?.versionId === policy?.versionId) return checkProtocol(exchange, read.reading, gate.sessions);
  }
  return readerRefusal('busy');
}

/** Who asks is looked at anew where the snapshot has changed. */
function refresh(gate: Gate, exchange: Exchange): Answer | null {
  if (isFresh(gate, exchange)) return null;
  const { snapshots, staleMsMax } = gate;
  exchange.snapshot = snapshots.current();
  if (snapshots.ageMs() > staleMsMax) return stale(exchange);
  return renew(exchange, gate.authenticator) ?? closeStale(gate, exchange);
}

function isFresh({ snapshots }: Gate, { snapshot }: Exchange): boolean {
  return snapshot === snapshots.current();
}

/** Routes what is not refused, so that an approval and a limit know which target they are for. */
async function decide(gate: Gate, exchange: Exchange): Promise<Answer | null> {
  const judged = judge(exchange, gate.sessions);
  const judgement = judged instanceof Promise ? await judged : judged;
  if (judgement && !('hold' in judgement)) return judgement;
  const astray = route(exchange);
  if (astray || !judgement) return astray;
  return (await holdCall(exchange, judgement.hold, gate.approvals)) ?? judgeApproved(exchange);
}

function inflowOf(gate: Gate, { caller }: Exchange) {
  return (bytes: number) => gate.inflow.count(caller?.organisationId, bytes);
}

async function refuse(gate: Gate, exchange: Exchange, answer: Answer): Promise<void> {
  await undo(exchange);
  // Nobody has begun to read it.
  if (exchange.req.readableFlowing === null) dropBody(exchange.req, exchange.caller !== null, inflowOf(gate, exchange));
  reply(exchange, answer);
}

function stale(exchange: Exchange): Answer {
  return unavailable(exchange, 'The gateway has lost its database and lets nothing through.');
}

import { setImmediate } from 'node:timers/promises';
import { readServerMessage } from '@/lib/core/mcp/answer';
import { dataOf, type Event, EventSplitter, TOO_LONG } from '@/lib/core/mcp/events';
import { readUtf8 } from '@/lib/core/mcp/json';
import { toOneLine } from '@/lib/core/mcp/one-line';
import type { AnswerBounds } from './answer-bounds';
import { type Fetch, type Seen, toStream } from './observed-fetch';

/** Bytes of an HTTP error's body that are parsed although it may be any text. */
const HARMLESS_BYTES = 16_384;

/**
 * A fetch that passes on only single MCP messages that the gateway would relay too. Another answer is emptied (unless
 * it is a short HTTP error), another event dropped, so that parsers never meet a batch or an object with a hundred
 * thousand keys. `seen` records the last problem.
 */
export function readableAnswers(fetch: Fetch, seen: Seen, bounds: AnswerBounds): Fetch {
  return async (url, init) => {
    const answer = await fetch(url, init);
    const { status, statusText, headers, body } = answer;
    if (body === null) return answer;
    const isStream = /^\s*text\/event-stream\b/i.test(headers.get('content-type') ?? '');
    const readable = isStream ? toStream(readableEvents(body, seen, bounds)) : await readableBody(answer, seen);
    return new Response(readable, { status, statusText, headers });
  };
}

async function readableBody(answer: Response, seen: Seen): Promise<string> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const message = await inTurn(() => readableText(bytes, seen));
  // The client learns the server's revisions from an error with id null.
  const isHarmless = !answer.ok && bytes.length <= HARMLESS_BYTES;
  return message ?? (isHarmless ? bytes.toString() : '');
}

async function* readableEvents(
  body: AsyncIterable<Uint8Array>,
  seen: Seen,
  bounds: AnswerBounds,
): AsyncGenerator<Uint8Array> {
  const splitter = new EventSplitter();
  for await (const chunk of body) {
    const events = splitter.push(chunk);
    bounds.takeEvents(events.length);
    for (const event of events) {
      const readable = await inTurn(() => readableEvent(event, seen));
      if (readable !== null) yield Buffer.from(readable);
    }
  }
}

function readableEvent(event: Event, seen: Seen): string | null {
  const text = typeof event === 'string' || event === TOO_LONG ? event : readUtf8(event);
  if (text === null || text === TOO_LONG) return null;
  const data = dataOf(text);
  if (data === null) return text;
  // A priming event has an id and empty data.
  const message = data === '' ? '' : readableText(data, seen);
  if (message === null) return null;
  const frame = text.split(/\r\n|\n|\r/).filter((line) => /^(?:id|event):/.test(line));
  return `${[...frame, `data: ${toOneLine(message)}`].join('\n')}\n\n`;
}

function readableText(sent: Buffer | string, seen: Seen): string | null {
  const text = typeof sent === 'string' ? sent : readUtf8(sent);
  const message = text === null ? { problem: 'it is not UTF-8' } : readServerMessage(text);
  if ('text' in message) return message.text;
  seen.unreadable = message.problem;
  return null;
}

let turn: Promise<unknown> = Promise.resolve();

/** Runs one piece of work at a time in this process and yields to the event loop around each. */
async function inTurn<T>(work: () => T): Promise<T> {
  const before = turn;
  let release: () => void = () => undefined;
  turn = new Promise<void>((resolve) => {
    release = resolve;
  });
  await before;
  try {
    return work();
  } finally {
    await setImmediate();
    // After the microtasks that parse the result.
    setTimeout(release);
  }
}

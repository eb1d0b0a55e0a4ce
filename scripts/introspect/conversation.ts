import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { bounds } from './limits';

// A minimal MCP client over stdio, for tools/list. The SDK's client buffers lines of any length and compiles received
// schemas, and this peer is untrusted.

export type ListedTool = z.infer<typeof ListedTool>;
const ListedTool = z.object({
  name: z.string().min(1).max(200),
  inputSchema: z.unknown().optional(),
  annotations: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
const Page = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().nullish() });
const Initialized = z.object({ protocolVersion: z.string() });
const Message = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof Message>;

type Peer = { request(method: string, params: object): Promise<unknown>; notify(method: string): void };

/** All tools of a started server. Rejects if it ends, prints too much, pages endlessly or has no list. */
export async function converse(child: ChildProcessWithoutNullStreams): Promise<ListedTool[]> {
  const peer = peerOf(child);
  const clientInfo = { name: 'policylayer-catalogue', version: '1' };
  read(Initialized, await peer.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }));
  peer.notify('notifications/initialized');
  const tools: ListedTool[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < bounds.pages; page += 1) {
    const answer = read(Page, await peer.request('tools/list', cursor ? { cursor } : {}));
    tools.push(...answer.tools.map((tool) => read(ListedTool, tool)));
    if (tools.length > bounds.tools) throw refusal(`It lists more than ${bounds.tools} tools.`);
    cursor = answer.nextCursor;
    if (!cursor) return tools.length > 0 ? tools : Promise.reject(refusal('It lists no tools.'));
  }
  throw refusal(`Its list has more than ${bounds.pages} pages.`);
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { data, error } = schema.safeParse(answer);
  if (error) throw refusal(`Its answer is not what MCP describes: ${z.prettifyError(error).slice(0, 300)}`);
  return data;
}

function peerOf(child: ChildProcessWithoutNullStreams): Peer {
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let over: Error | undefined;
  const end = (error: Error) => {
    over ??= error;
    for (const { reject } of waiting.values()) reject(over);
    waiting.clear();
  };
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  // Writing to an ended server fails; `close` reports it.
  child.stdin.on('error', () => undefined);
  child.once('error', () => end(refusal('It could not be started.')));
  child.once('close', (code, signal) => end(refusal(`It ended before it answered (${signal ?? `exit ${code}`}).`)));
  readLines(child, end, (message) => {
    if (message.method === 'ping' && message.id !== undefined) send({ id: message.id, result: {} });
    if (message.method !== undefined || typeof message.id !== 'number') return;
    const wait = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) wait?.reject(refusal(`It answered with an error: ${message.error.message.slice(0, 300)}`));
    else wait?.resolve(message.result);
  });
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        if (over) return reject(over);
        last += 1;
        waiting.set(last, { resolve, reject });
        send({ id: last, method, params });
      }),
    notify: (method) => void send({ method }),
  };
}

/** Yields each line that is a message; servers print other lines by mistake. */
function readLines(
  { stdout, stderr }: ChildProcessWithoutNullStreams,
  end: (error: Error) => void,
  take: (message: Message) => void,
): void {
  let size = 0;
  let parts: Buffer[] = [];
  const count = (chunk: Buffer): boolean => {
    size += chunk.length;
    if (size > bounds.output) end(refusal(`It prints more than ${bounds.output / 1024 / 1024} MiB.`));
    return size <= bounds.output;
  };
  stderr.on('data', count);
  stdout.on('data', (chunk: Buffer) => {
    if (!count(chunk)) return;
    let start = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      const message = messageOf(Buffer.concat([...parts, chunk.subarray(start, at)]).toString('utf8'));
      if (message) take(message);
      parts = [];
      start = at + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
}

function messageOf(line: string): Message | undefined {
  try {
    return Message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function refusal(sentence: string): AppError {
  return new AppError('unavailable', sentence);
}

import { request } from 'node:http';

/** One server behind the gateway, with a grant. */
export type Target = { url: string; token: string };

/** How the client reads: at once, slowly, or not at all after the first bytes. */
export type Pace = 'fast' | 'slow' | 'gone';

export type Sent = {
  body?: string | Buffer;
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  pace?: Pace;
  timeoutMs?: number;
};

export type Heard = {
  /** 0: no head arrived. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** How it ended; `stalled`: the client would wait for ever. */
  how: 'end' | 'broken' | 'left' | 'stalled';
  ms: number;
};

const TIMEOUT_MS = 30_000;
const SLOW_STEP_MS = 5;
const SLOW_STEPS = 100;

/** One HTTP request on its own connection; adds only the grant and the two media types. */
export function send({ url, token }: Target, sent: Sent): Promise<Heard> {
  const { body, method = 'POST', headers, path, pace = 'fast', timeoutMs = TIMEOUT_MS } = sent;
  const startedAt = performance.now();
  const both = 'application/json, text/event-stream';
  const all = { authorization: `Bearer ${token}`, accept: both, 'content-type': 'application/json', ...headers };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let answered: Heard['headers'] = {};
    const done = (how: Heard['how']) => {
      clearTimeout(timer);
      req.destroy();
      const text = Buffer.concat(chunks).toString();
      resolve({ status, headers: answered, text, how, ms: performance.now() - startedAt });
    };
    const req = request(url, { method, headers: all, agent: false, ...(path !== undefined && { path }) }, (res) => {
      status = res.statusCode ?? 0;
      answered = res.headers;
      let pauses = 0;
      res.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (pace === 'gone') done('left');
        if (pace !== 'slow' || pauses >= SLOW_STEPS) return;
        pauses += 1;
        res.pause();
        setTimeout(() => res.resume(), SLOW_STEP_MS);
      });
      res.on('end', () => done('end'));
      res.on('error', () => done('broken'));
    });
    const timer = setTimeout(() => done('stalled'), timeoutMs);
    req.on('error', () => done('broken'));
    req.end(body);
  });
}

type Message = { id?: unknown; method?: unknown; result?: unknown; error?: unknown };

/** The messages of an answer: its JSON document, or the data of its events. */
export function messagesOf({ headers, text }: Heard): Message[] {
  const isStream = String(headers['content-type'] ?? '').startsWith('text/event-stream');
  const texts = isStream ? text.split(/\r?\n\r?\n/).map(dataOf) : [text];
  return texts.flatMap((one) => {
    try {
      const value: unknown = JSON.parse(one);
      return typeof value === 'object' && value !== null ? [value as Message] : [];
    } catch {
      return [];
    }
  });
}

function dataOf(event: string): string {
  const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice(5).trimStart()).join('\n');
}

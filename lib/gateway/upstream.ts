import type { Dispatcher } from 'undici';
import type { ServerEntry } from './ports';

export type UpstreamTimeouts = {
  /** From sending a request to the head of its answer. */
  firstByteMs: number;
  /** For a whole exchange that is no stream. */
  totalMs: number;
};

export type UpstreamRequest = {
  server: ServerEntry;
  method: 'POST' | 'GET' | 'DELETE';
  /** Name and value in turn, without our credential. */
  headers: string[];
  body: Buffer | null;
};

/** `sent`: the request may have reached the server. False only when not a byte of it left. */
export type Failure = { kind: 'unreachable' | 'timeout' | 'broken' | 'overloaded' | 'credential'; sent: boolean };

export type UpstreamHead = {
  status: number;
  contentType: string;
  session: string | undefined;
  retryAfter: string | undefined;
};

/** Takes an upstream answer as it arrives; after `failed` or `ended` nothing follows. */
export interface Receiver {
  head(head: UpstreamHead, flow: Flow): void;
  bytes(chunk: Buffer): void;
  ended(): void;
  failed(failure: Failure): void;
}

export type Flow = { pause(): void; resume(): void };

/** Ends the exchange with the server; the receiver hears nothing more. */
type Abort = () => void;

export interface Upstream {
  send(request: UpstreamRequest, receiver: Receiver): Abort;
  close(): Promise<void>;
}

/** Requests to one server that are under way at once, streams included. One server cannot take all memory. */
const OPEN_MAX = 20_000;

/** One exchange per client request over keep-alive connections, a pool for each origin, so none waits for another's. */
export function createUpstream(dispatcher: Dispatcher, timeouts: UpstreamTimeouts): Upstream {
  const open = new Map<string, number>();
  const leave = (id: string) => open.set(id, (open.get(id) ?? 1) - 1);
  return {
    send(request, receiver) {
      const { id, credential } = request.server;
      const count = open.get(id) ?? 0;
      if (credential === null || count >= OPEN_MAX) {
        receiver.failed({ kind: credential === null ? 'credential' : 'overloaded', sent: false });
        return () => {};
      }
      open.set(id, count + 1);
      const transfer = new Transfer(receiver, timeouts, () => leave(id));
      transfer.start(dispatcher, request, [...request.headers, ...credential]);
      return () => transfer.abort();
    },
    close: () => dispatcher.close(),
  };
}

class Transfer implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #over = false;
  #timedOut = false;

  constructor(
    readonly receiver: Receiver,
    readonly timeouts: UpstreamTimeouts,
    readonly leave: () => void,
  ) {}

  start(dispatcher: Dispatcher, { server, method, body }: UpstreamRequest, headers: string[]): void {
    const { firstByteMs, totalMs } = this.timeouts;
    this.#timer = setTimeout(() => this.#timeOut(), totalMs);
    try {
      const { origin, path } = server;
      dispatcher.dispatch({ origin, path, method, headers, body, headersTimeout: firstByteMs, bodyTimeout: 0 }, this);
    } catch {
      this.#finish()?.failed({ kind: 'broken', sent: false });
    }
  }

  abort(): void {
    if (!this.#finish()) return;
    this.#controller?.abort(new Error('The client is gone.'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Aborted while it waited for a connection: not a byte may leave.
    if (this.#over) controller.abort(new Error('The client is gone.'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.#over || status < 200) return;
    const contentType = textOf(headers['content-type'])?.toLowerCase() ?? '';
    // A stream lives as long as both sides want it to.
    if (contentType.startsWith('text/event-stream')) clearTimeout(this.#timer);
    const session = textOf(headers['mcp-session-id']);
    this.receiver.head({ status, contentType, session, retryAfter: textOf(headers['retry-after']) }, controller);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over) this.receiver.bytes(chunk);
  }

  onResponseEnd(): void {
    this.#finish()?.ended();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish()?.failed({ kind: this.#kindOf(error), sent: this.#controller !== null });
  }

  #timeOut(): void {
    this.#timedOut = true;
    if (this.#controller) this.#controller.abort(new Error('The server took too long.'));
    else this.#finish()?.failed({ kind: 'timeout', sent: false });
  }

  #kindOf(error: Error): Failure['kind'] {
    const code = 'code' in error ? String(error.code) : '';
    if (this.#timedOut || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout';
    return this.#controller ? 'broken' : 'unreachable';
  }

  /** The receiver the first time, null ever after. */
  #finish(): Receiver | null {
    if (this.#over) return null;
    this.#over = true;
    clearTimeout(this.#timer);
    this.leave();
    return this.receiver;
  }
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

import { Shares } from '@/lib/engines/gateway/http/budget';
import type { Credentials, Target } from '@/lib/engines/gateway/ports';
import type { Connect } from './pool';
import { Pool } from './pool';
import { Transfer } from './transfer';

export type UpstreamTimeouts = {
  /** For a whole exchange that is no stream. */
  totalMs: number;
  /** For a stream of events that answers a request, unless the request is `endless`. */
  streamMs: number;
};

export type UpstreamRequest = {
  target: Target;
  method: 'POST' | 'GET' | 'DELETE';
  /** Name and value in turn, without our credential and without what HTTP itself needs. */
  headers: string[];
  body: Buffer | null;
  /** It changes nothing at the server: asked once more when a reused connection closed before a byte of the answer. */
  isSafe: boolean;
  /** A stream that lives as long as both sides want it to. */
  isEndless: boolean;
};

/**
 * `sent`: the request may have reached the server. False only when not a byte of it left. `unreadable`: what arrived is not
 * HTTP that is read in one way only, or its coding is not one that is decoded. `refused`: its address may not be reached.
 */
export type Failure = {
  kind: 'unreachable' | 'refused' | 'timeout' | 'broken' | 'unreadable' | 'overloaded' | 'credential';
  sent: boolean;
};

export type UpstreamHead = {
  status: number;
  contentType: string;
  session: string | undefined;
  retryAfter: string | undefined;
};

/** Takes an upstream answer as it arrives, decoded; after `failed` or `ended` nothing follows. */
export interface Receiver {
  head(head: UpstreamHead, flow: Flow): void;
  bytes(chunk: Buffer): void;
  ended(): void;
  failed(failure: Failure): void;
}

/** While paused, at most a few hundred KiB of one exchange are held here. */
export type Flow = { pause(): void; resume(): void };

/** Ends the exchange with the server; the receiver hears nothing more. */
type Abort = () => void;

export interface Upstream {
  send(request: UpstreamRequest, receiver: Receiver): Abort;
  close(): void;
}

/** Requests to one server that are under way at once, streams included. One server cannot take all memory. */
const OPEN_MAX = 20_000;
/** Brotli decoders at once, each of which keeps up to 16 MiB of what it decoded. One server alone: 8. */
const BROTLI = { total: 32, grant: 8 };

/**
 * One exchange per client request over keep-alive connections, a pool for each server, so that none waits for another's.
 * Bounds: 20,000 exchanges of one server at once; the head of an answer within the server's `firstByteMs`, 16 KiB long.
 * Whatever a server sends costs its own exchange alone: no error leaves `send` or an event of a socket.
 */
export function createUpstream(connect: Connect, timeouts: UpstreamTimeouts, credentials: Credentials): Upstream {
  const pool = new Pool(connect);
  const brotli = new Shares(BROTLI);
  const open = new Map<string, number>();
  const leave = (id: string) => {
    const left = (open.get(id) ?? 1) - 1;
    if (left > 0) open.set(id, left);
    else open.delete(id);
  };
  return {
    send(request, receiver) {
      const { id } = request.target;
      const count = open.get(id) ?? 0;
      if (count >= OPEN_MAX) {
        receiver.failed({ kind: 'overloaded', sent: false });
        return () => {};
      }
      open.set(id, count + 1);
      const transfer = new Transfer({ pool, brotli, credentials }, request, timeouts, receiver, () => leave(id));
      transfer.start();
      return () => transfer.abort();
    },
    close: () => pool.close(),
  };
}

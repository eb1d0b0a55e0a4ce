import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type GateOptions, initialize, legacy, startGate, type TestGate, token } from './test-gate';

// A server behind the gateway that answers byte for byte what a test says, which no SDK would do.

export type Script = (req: IncomingMessage, res: ServerResponse, body: string) => void;

type Heard = { method: string; headers: IncomingMessage['headers']; body: string };

export type Scripted = TestGate & { heard: Heard[]; play(script: Script): void };

const hiding = { version: '1', default: 'allow', hide: ['gone'] };

/** A gate in front of a scripted server with the tools `read` and `gone`, of which `gone` is hidden. */
export async function startScripted(over: Partial<GateOptions> = {}): Promise<Scripted> {
  const heard: Heard[] = [];
  let script: Script = (_, res) => res.writeHead(500).end();
  const server = createServer(async (req, res) => {
    const body = await text(req);
    heard.push({ method: req.method ?? '', headers: req.headers, body });
    script(req, res, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const upstreamUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const gate = await startGate({ upstreamUrl, tools: ['read', 'gone'], policy: hiding, ...over });
  return {
    ...gate,
    heard,
    play(next) {
      script = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await gate.close();
    },
  };
}

export const stream = (res: ServerResponse) => res.writeHead(200, { 'content-type': 'text/event-stream' });

export const json = (res: ServerResponse, status: number, body: string, headers = {}) =>
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Answers `initialize` with a session and everything else by `next`. */
export const withSession =
  (next: Script): Script =>
  (req, res, body) => {
    if (!body.includes('"initialize"')) return next(req, res, body);
    const result = '{"jsonrpc":"2.0","id":0,"result":{"capabilities":{"tools":{},"tasks":{}}}}';
    json(res, 200, result, { 'mcp-session-id': 'theirs' });
  };

/** Begins a session; its headers for the requests that follow. */
export async function begin({ url }: TestGate): Promise<Record<string, string>> {
  const answer = await fetch(url, legacy(initialize));
  return { 'mcp-session-id': answer.headers.get('mcp-session-id') ?? '', authorization: `Bearer ${token}` };
}

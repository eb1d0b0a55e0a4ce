import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the database that counts what comes from it, and that can fall silent without closing anything. */
export async function startProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const pairs: [Socket, Socket][] = [];
  let received = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    pairs.push([client, upstream]);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    upstream.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** Bytes that came from the database so far. */
    received: () => received,
    /** From now on nothing passes on the connections of this moment, and nobody is told. */
    fallSilent(): void {
      for (const pair of pairs) {
        for (const socket of pair) {
          socket.removeAllListeners('data');
          socket.resume();
        }
      }
    },
    /** Ends the connections of this moment; new ones pass. */
    drop(): void {
      for (const pair of pairs.splice(0)) for (const socket of pair) socket.destroy();
    },
    close(): void {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
    },
  };
}

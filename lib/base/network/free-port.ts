import { createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on: `preferred` when it is free. Throws where none is left. */
export async function freePort(preferred = 0): Promise<number> {
  for (const port of [preferred, 0]) {
    const probe = createServer();
    const bound = await new Promise<number>((resolve) => {
      probe.once('error', () => resolve(0));
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await new Promise((resolve) => probe.close(resolve));
    if (bound) return bound;
  }
  throw new Error('No free port is left on 127.0.0.1.');
}

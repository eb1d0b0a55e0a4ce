import { createServer } from 'node:net';
import { AppError } from '@/lib/base/errors';

/** Checks the ports before anything starts. */
export async function requireFreePort(host: string, port: number, setting: string): Promise<void> {
  const code = await tryListen(host, port);
  if (code === undefined) return;
  throw new AppError(
    'conflict',
    sentences[code]?.(host, port, setting) ?? `Cannot listen on ${host}:${port} (${code}).`,
  );
}

const sentences: Record<string, (host: string, port: number, setting: string) => string> = {
  EADDRINUSE: (_host, port, setting) => `Port ${port} is taken by another program; set ${setting} to a free one.`,
  EACCES: (_host, port, setting) => `This user may not listen on port ${port}; set ${setting} to one above 1023.`,
  EADDRNOTAVAIL: (host) => `HOST is ${host}, which is no address of this machine.`,
  ENOTFOUND: (host) => `HOST is ${host}, which is no address of this machine.`,
};

function tryListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

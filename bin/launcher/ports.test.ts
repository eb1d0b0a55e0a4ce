import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { requireFreePort } from './ports';

test('a taken port is refused in one sentence that names the setting, and a free one is not', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const sentence = `Port ${port} is taken by another program; set GATEWAY_PORT to a free one.`;
  await expect(requireFreePort('127.0.0.1', port, 'GATEWAY_PORT')).rejects.toThrow(sentence);
  await new Promise((resolve) => server.close(resolve));
  await requireFreePort('127.0.0.1', port, 'GATEWAY_PORT');
});

test('an address of another machine is refused as HOST', async () => {
  await expect(requireFreePort('192.0.2.1', 3000, 'PORT')).rejects.toThrow(
    'HOST is 192.0.2.1, which is no address of this machine.',
  );
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import './one-location.mjs';

test('an answer has one Location, and repeats other headers', async () => {
  const server = createServer((_, response) => {
    response.setHeader('location', '/there');
    response.appendHeader('Location', '/there');
    response.setHeader('vary', 'accept');
    response.appendHeader('vary', 'origin');
    response.writeHead(308).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { headers } = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
  server.close();
  expect([headers.get('location'), headers.get('vary')]).toEqual(['/there', 'accept, origin']);
});

import { beforeAll, expect, test } from 'vitest';
import { GET } from '@/app/api/stack/servers/route';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { stackRequestsMax } from '@/lib/edges/api/visits';

beforeAll(freshDatabase);

test('one client that asks for the tools of too many stacks waits, and no other client does', async () => {
  const ask = (client: string) =>
    GET(new Request('http://localhost/api/stack/servers', { headers: { 'x-forwarded-for': client } }));
  for (let asked = 0; asked < stackRequestsMax; asked += 1) expect((await ask('192.0.2.1')).status).toBe(200);
  const refused = await ask('192.0.2.1');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('192.0.2.2')).status).toBe(200);
});

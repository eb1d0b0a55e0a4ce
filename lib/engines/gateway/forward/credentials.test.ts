import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Credentials } from '@/lib/engines/gateway/ports';
import { type Direct, startDirect } from '@/lib/engines/gateway/testing/test-direct';
import { call, legacy } from '@/lib/engines/gateway/testing/test-gate';
import { json, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { credentialsContract } from './credentials.contract';
import { sealedCredentials } from './sealed-credentials';

const answer = (status: number) =>
  `HTTP/1.1 ${status} Said\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`;
const times = { totalMs: 4_000, streamMs: 4_000 };

let direct: Direct;
let version = 1;
let refreshes = 0;
let bodies: string[];
let refresh: Credentials['refresh'];
let headersFor: Credentials['headersFor'];
const keys = () => direct.raw.requests.map((head) => /x-key: (.*)/.exec(head)?.[1]);

/** A server that accepts the second version of a credential. */
beforeEach(async () => {
  version = 1;
  refreshes = 0;
  bodies = [];
  headersFor = () => ['x-key', String(version)];
  refresh = async () => {
    version = 2;
    return true;
  };
  direct = await startDirect(times, {
    headersFor: (target) => headersFor(target),
    refresh(target) {
      refreshes += 1;
      return refresh(target);
    },
  });
  direct.raw.answer((socket, { head, body }) => {
    bodies.push(body);
    socket.write(answer(head.includes('x-key: 2') ? 200 : 401));
  });
});
afterEach(() => direct.close());

describe('the contract of credentials, sealed', () =>
  credentialsContract(() => ({
    credentials: sealedCredentials,
    known: direct.target({ credential: ['authorization', 'Bearer ours'] }),
    lost: direct.target({ id: 'lost', credential: null }),
  })));

describe('a server that answers 401', () => {
  test('gets the same message once more, with the credential that is new, and only that answer is heard', async () => {
    expect(await direct.ask()).toMatchObject({ head: { status: 200 }, failure: null });
    expect([keys(), bodies, refreshes]).toEqual([['1', '2'], ['{}', '{}'], 1]);
    expect((await direct.ask()).head?.status).toBe(200);
    expect([keys(), refreshes]).toEqual([['1', '2', '2'], 1]);
  });

  test('twice is not asked a third time', async () => {
    direct.raw.answer((socket) => socket.write(answer(401)));
    expect(await direct.ask()).toMatchObject({ head: { status: 401 }, failure: null });
    expect([keys(), refreshes]).toEqual([['1', '2'], 1]);
  });

  test.each<[string, Credentials['refresh']]>([
    ['at once', () => false],
    ['later', async () => false],
    ['by failing', () => Promise.reject(new Error('The issuer is away.'))],
  ])('is heard where %s nothing new is to be had', async (_, none) => {
    refresh = none;
    expect(await direct.ask()).toMatchObject({ head: { status: 401 }, failure: null });
    expect(keys()).toEqual(['1']);
  });

  test('is not asked again by a receiver that left meanwhile', async () => {
    let renew = (_: boolean) => {};
    refresh = () => new Promise((resolve) => (renew = resolve));
    const none = () => {
      throw new Error('Nobody listens.');
    };
    const abort = direct.upstream.send(direct.request(), { head: none, bytes: none, ended: none, failed: none });
    await expect.poll(() => refreshes).toBe(1);
    abort();
    renew(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(keys()).toEqual(['1']);
  });

  test('is given up where nobody says in its time whether there is a new credential', async () => {
    refresh = () => new Promise(() => {});
    const target = direct.target({ settings: { ...direct.target().settings, firstByteMs: 50 } });
    expect((await direct.ask({ target })).failure).toEqual({ kind: 'credential', sent: true });
  });
});

test.each([200, 400, 403, 404, 407, 500])('no other status asks for a new credential: %i', async (status) => {
  direct.raw.answer((socket) => socket.write(answer(status)));
  expect((await direct.ask()).head?.status).toBe(status);
  expect([keys(), refreshes]).toEqual([['1'], 0]);
});

test('a credential that has to be asked for is waited for', async () => {
  headersFor = async () => ['x-key', '2'];
  expect((await direct.ask()).head?.status).toBe(200);
});

test.each<[string, () => Promise<null>]>([
  ['is none', async () => null],
  ['fails', () => Promise.reject(new Error('The issuer is away.'))],
  ['never comes', () => new Promise(() => {})],
])('nothing is sent where the credential that was asked for %s', async (_, asked) => {
  headersFor = asked;
  const target = direct.target({ settings: { ...direct.target().settings, firstByteMs: 50 } });
  expect((await direct.ask({ target })).failure).toEqual({ kind: 'credential', sent: false });
  expect(direct.raw.requests).toEqual([]);
});

test('through the whole gate a call is answered once and logged once, whatever its credential took', async () => {
  const credentials: Credentials = {
    headersFor: async () => ['x-key', String(version)],
    refresh: () => {
      version = 2;
      return true;
    },
  };
  const gate = await startScripted({ credentials });
  gate.play(({ headers }, res) => {
    if (headers['x-key'] === '2') json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}');
    else json(res, 401, '{}');
  });
  expect(await (await fetch(gate.url, legacy(call('read')))).json()).toMatchObject({ result: { content: [] } });
  expect(gate.heard).toHaveLength(2);
  await expect.poll(() => gate.calls()).toMatchObject([{ outcome: 'allow', failure: null, upstreamStatus: 200 }]);
  await gate.close();
});

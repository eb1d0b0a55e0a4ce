import { expect, test } from 'vitest';
import { guardedConnector } from '@/lib/base/network/address-guard';
import { startDirect } from '@/lib/engines/gateway/testing/test-direct';
import { sealedCredentials } from './sealed-credentials';
import { createUpstream, type Failure } from './upstream';

test.each(['127.0.0.1', 'localhost'])(
  'a server at %s that may not be reached is told apart from one that is down',
  async (host) => {
    const direct = await startDirect();
    const upstream = createUpstream(
      guardedConnector({ allowPrivate: false }),
      { totalMs: 4_000, streamMs: 4_000 },
      sealedCredentials,
    );
    const target = direct.target({ origin: direct.raw.origin.replace('127.0.0.1', host) });
    const failure = await new Promise<Failure>((failed) => {
      upstream.send(direct.request({ target }), { head() {}, bytes() {}, ended() {}, failed });
    });
    expect(failure).toEqual({ kind: 'refused', sent: false });
    upstream.close();
    direct.close();
  },
);

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Authenticator, GrantEntry, Snapshot } from '@/lib/engines/gateway/ports';
import { call, inForce, legacy, makeGrant, token } from '@/lib/engines/gateway/testing/test-gate';
import { json, type Scripted, startScripted } from '@/lib/engines/gateway/testing/test-scripted';
import { authenticatorContract, type Identities } from './authenticator.contract';
import { createGrants } from './grants';

const open = { version: '1', default: 'allow' };

function identitiesOfGrants(): Identities {
  const clock = { ms: 1_000 };
  const grant = makeGrant(token, open, { expiresAtMs: 2_000 });
  const snapshotOf = (...grants: GrantEntry[]): Snapshot => ({
    endpoints: new Map(),
    grants: new Map(grants.map((one) => [one.tokenHash, one])),
  });
  let snapshot = snapshotOf(grant);
  const { id, organisationId, memberId, endpointId, expiresAtMs } = grant;
  return {
    authenticator: createGrants(() => clock.ms),
    token,
    caller: { id, organisationId, memberId, endpointId, expiresAtMs },
    now: () => snapshot,
    refuse(why) {
      if (why === 'expired') clock.ms = 2_000;
      else snapshot = why === 'revoked' ? snapshotOf({ ...grant, revoked: true }) : snapshotOf();
    },
    publish() {
      const policy = inForce(open, 2);
      snapshot = snapshotOf({ ...grant, policy });
      return policy.versionId;
    },
  };
}

describe('the contract of authenticators, by grants', () => authenticatorContract(identitiesOfGrants));

test('a grant is looked up without a promise', () => {
  const { authenticator, now } = identitiesOfGrants();
  expect(authenticator.authenticate(token, 'server', now())).not.toBeInstanceOf(Promise);
});

describe('an authenticator that has to ask elsewhere', () => {
  let gate: Scripted;
  let asked: string[];
  let meanwhile: () => void;
  beforeEach(async () => {
    gate = await startScripted();
    gate.play((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{"content":[]}}'));
    asked = [];
    meanwhile = () => {};
    const grants = gate.gate.authenticator;
    const elsewhere: Authenticator = {
      async authenticate(given, resource, snapshot) {
        asked.push(given);
        await new Promise((resolve) => setTimeout(resolve, 20));
        meanwhile();
        return grants.authenticate(given.startsWith('long') ? token : given, resource, snapshot);
      },
      renew: grants.renew,
    };
    gate.gate.authenticator = elsewhere;
  });
  afterEach(() => gate.close());
  const ask = (bearer: string) => fetch(gate.url, legacy(call('read'), { authorization: `Bearer ${bearer}` }));

  test('is waited for, and what it refuses is refused', async () => {
    expect(await (await ask(token)).json()).toMatchObject({ result: { content: [] } });
    expect([(await ask('other')).status, gate.heard.length]).toEqual([401, 1]);
  });

  test('is given tokens of up to 4,096 characters, and never hears of longer ones', async () => {
    const long = 'long'.repeat(1_024);
    expect((await ask(long)).status).toBe(200);
    const refused = await ask(`${long}x`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token", error_description="This grant is not known."',
    ]);
    expect(asked).toEqual([long]);
  });

  test('lets nobody in who was revoked while it was asked', async () => {
    meanwhile = () => gate.world.put(makeGrant(token, open, { revoked: true }));
    expect([(await ask(token)).status, gate.heard]).toEqual([401, []]);
  });

  test('that fails lets nobody in', async () => {
    meanwhile = () => {
      throw new Error('It is away.');
    };
    const answer = await ask(token);
    expect([answer.status, (await answer.json()).error.code, gate.heard]).toEqual([503, 1006, []]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Authenticator, Caller, NoCaller, Snapshot } from '@/lib/engines/gateway/ports';

/** An authenticator, and what it has to know. Each snapshot is another than the ones before it. */
export type Identities = {
  authenticator: Authenticator;
  /** A token of this caller, who may use its endpoint now. */
  token: string;
  caller: Omit<Caller, 'policy' | 'tokenHash'>;
  now(): Snapshot;
  /** From now on the caller is no longer let in, for this reason. */
  refuse(why: 'unknown' | 'revoked' | 'expired'): void;
  /** From now on another version of the policy is in force; its id. */
  publish(): string;
};

/** What every authenticator must guarantee. */
export function authenticatorContract(make: () => Identities): void {
  describe('letting in', () => lettingIn(make));
  describe('changes', () => changes(make));
}

const ask = async ({ authenticator, caller, now }: Identities, token: string, resource = caller.endpointId) =>
  authenticator.authenticate(token, resource, now());

async function known(identities: Identities): Promise<Caller> {
  const found = await ask(identities, identities.token);
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

function lettingIn(make: () => Identities): void {
  test('a token leads to its caller, who carries neither the token nor a part of it', async () => {
    const identities = make();
    const found = await known(identities);
    expect(found).toMatchObject(identities.caller);
    expect(found.policy?.versionId).toMatch(/./);
    expect(JSON.stringify({ ...found, policy: null })).not.toContain(identities.token.slice(4));
  });

  test('what is nearly a token leads to nobody', async () => {
    const identities = make();
    const { token } = identities;
    const { tokenHash } = await known(identities);
    const others = [
      token.slice(1),
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      tokenHash,
      'x',
      'x'.repeat(4_096),
    ];
    for (const other of others) expect(await ask(identities, other)).toEqual({ refused: 'unknown', caller: null });
  });

  test('a token is good for its own endpoint only, whether there is another or not', async () => {
    const identities = make();
    for (const resource of ['elsewhere', '', identities.caller.endpointId.toUpperCase()]) {
      expect(await ask(identities, identities.token, resource)).toMatchObject({ refused: 'elsewhere' });
    }
  });
}

function changes(make: () => Identities): void {
  test.each(['revoked', 'expired'] as const)(
    'a token that was let in and is %s is refused, and its caller is named',
    async (why) => {
      const identities = make();
      const caller = await known(identities);
      identities.refuse(why);
      const refused: NoCaller = { refused: why, caller: expect.objectContaining({ id: caller.id }) };
      expect(await ask(identities, identities.token)).toEqual(refused);
      expect(identities.authenticator.renew(caller, identities.now())).toEqual(refused);
    },
  );

  test('a caller who is gone is let in no more', async () => {
    const identities = make();
    const caller = await known(identities);
    identities.refuse('unknown');
    expect(await ask(identities, identities.token)).toEqual({ refused: 'unknown', caller: null });
    expect(identities.authenticator.renew(caller, identities.now())).toEqual({ refused: 'unknown', caller: null });
  });

  test('a caller has the policy of the snapshot that is asked about, older or newer', async () => {
    const identities = make();
    const { authenticator, now, publish } = identities;
    const caller = await known(identities);
    const before = now();
    const versionId = publish();
    expect(authenticator.renew(caller, now())).toMatchObject({ id: caller.id, policy: { versionId } });
    expect(authenticator.renew(caller, before)).toEqual(caller);
    expect((await known(identities)).policy?.versionId).toBe(versionId);
  });

  test('a caller is the same object as long as nothing of it changed', async () => {
    const identities = make();
    const caller = await known(identities);
    expect(await known(identities)).toBe(caller);
    expect(identities.authenticator.renew(caller, identities.now())).toBe(caller);
  });
}

import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { env } from '@/lib/base/env';
import { AppError } from '@/lib/base/errors';
import { openAddress } from '@/lib/base/secrets/server-address';
import { shownUrl } from '@/lib/core/text/shown-url';
import type { Actor } from '@/lib/domain/actors/actor';
import { mintGrant } from '@/lib/domain/grants/mint-grant';
import { publishPolicy } from '@/lib/domain/policies/publish-policy';
import { listTools } from '@/lib/domain/servers/list-tools';
import { refreshTools } from '@/lib/domain/servers/refresh-tools';
import { registerServer } from '@/lib/domain/servers/register-server';
import { reviewTool } from '@/lib/domain/servers/review-tool';
import { policyProblems } from './policy-problems';

type Input = { upstream: string; file: string; document: string; name: string; gatewayAddress: string };
type Provisioned = { gatewayUrl: string; token: string; serverId: string; policyVersion: number };

const effectiveWithinMs = 5_000;
const Health = z.object({ snapshotAgeMs: z.number() });

/** The steps of a person in the console, through the same verbs; returns once the gateway accepts the new grant. */
export async function provision(input: Input): Promise<Provisioned | { problems: string[] }> {
  return provisionFor(await provisioner(), input);
}

export async function provisionFor(actor: Actor, input: Input): Promise<Provisioned | { problems: string[] }> {
  const serverId = await provideServer(actor, input.name, input.upstream);
  const problems = policyProblems(input.file, input.document, await listTools(actor, serverId));
  if (problems.length > 0) return { problems };
  const { policyId, number } = await publishPolicy(actor, { serverId, document: input.document });
  const { token } = await mintGrant(actor, { serverId, policyId, label: 'Provisioned' });
  await untilHonoured(input.gatewayAddress, serverId, token);
  const gatewayUrl = new URL(`/mcp/${serverId}`, env().GATEWAY_URL).href;
  return { gatewayUrl, token, serverId, policyVersion: number };
}

/**
 * The organisation "Provisioned", which may reach private addresses, because its operator runs this command. It has no
 * members; an organisation of people with the same name is not used.
 */
async function provisioner(): Promise<Actor> {
  const organisationId = await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('policylayer.provision'))`;
    const where = { name: 'Provisioned', members: { none: {} } };
    const found = await tx.organisation.findFirst({ where, orderBy: { createdAt: 'asc' } });
    const { id } = found ?? (await tx.organisation.create({ data: { name: where.name, mayReachPrivate: true } }));
    return id;
  });
  return { kind: 'command', organisationId, role: 'admin' };
}

/** Registers the server, or reads the known one again; its current tools become the baseline. */
async function provideServer(actor: Actor, name: string, url: string): Promise<string> {
  const whole = new URL(url).href;
  const alike = await db().server.findMany({
    where: { organisationId: actor.organisationId, name, url: shownUrl(whole) },
    orderBy: { createdAt: 'asc' },
  });
  const known = alike.find((server) => openAddress(server) === whole);
  if (!known) return (await registerServer(actor, { name, url })).id;
  await refreshTools(actor, known.id);
  for (const { name: tool, state, definitionHash } of await listTools(actor, known.id)) {
    if (state === 'pending' || state === 'changed')
      await reviewTool(actor, { serverId: known.id, tool, definitionHash });
  }
  return known.id;
}

/**
 * Waits until the gateway has loaded the database after this moment, then sends one request: an earlier one would leave
 * refusals in the call log. The gateway itself answers DELETE without a session, so nothing reaches the server.
 */
async function untilHonoured(gatewayAddress: string, serverId: string, token: string): Promise<void> {
  const mintedAt = performance.now();
  while (performance.now() - mintedAt < effectiveWithinMs) {
    const askedAt = performance.now();
    const health = Health.safeParse(parseOrNull((await ask(gatewayAddress, '/health')).body));
    if (health.success && askedAt - health.data.snapshotAgeMs > mintedAt + 1) {
      const { status } = await ask(gatewayAddress, `/mcp/${serverId}`, { method: 'DELETE', token });
      if (status !== 401 && status !== 404) return;
      break;
    }
    await delay(25);
  }
  const sentence = `The gateway at ${gatewayAddress} does not know the new grant; is it running, and on this database?`;
  throw new AppError('unavailable', sentence);
}

type Reply = { status: number | undefined; body: string };

function ask(address: string, path: string, { method = 'GET', token = '' } = {}): Promise<Reply> {
  return new Promise((resolve) => {
    const nothing = { status: undefined, body: '' };
    // The gateway accepts its public name only, also over loopback.
    const headers = { host: new URL(env().GATEWAY_URL).host, ...(token && { authorization: `Bearer ${token}` }) };
    const req = request(new URL(path, address), { method, headers, timeout: 1_000 }, (res) => {
      text(res).then(
        (body) => resolve({ status: res.statusCode, body }),
        () => resolve(nothing),
      );
    });
    req.on('timeout', () => req.destroy());
    req.on('error', () => resolve(nothing));
    req.end();
  });
}

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

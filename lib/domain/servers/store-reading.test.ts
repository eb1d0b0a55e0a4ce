import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import type { Actor } from '@/lib/domain/actors/actor';
import { testOrganisation } from '@/lib/domain/organisations/test-organisation';
import { driftOf } from './drift';
import { refreshTools } from './refresh-tools';
import { registerServer } from './register-server';
import { reviewTool } from './review-tool';

let actor: Actor;
let running: Server | undefined;
beforeAll(async () => {
  await freshDatabase();
  actor = (await testOrganisation()).admin;
});
afterEach(() => {
  running?.closeAllConnections();
  running?.close();
});

type Offer = Record<string, string>;

/** `offer` names its tools with their descriptions and may change while it runs. */
async function mcp(offer: Offer): Promise<string> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'upstream', version: '1' });
    for (const [name, description] of Object.entries(offer)) {
      server.registerTool(name, { description, inputSchema: z.object({ key: z.string() }) }, () => ({ content: [] }));
    }
    return server;
  });
  running = createServer(toNodeHandler(handler)).listen(0, '127.0.0.1');
  await new Promise((resolve) => running?.once('listening', resolve));
  return `http://127.0.0.1:${(running.address() as AddressInfo).port}/mcp`;
}

test('the pinned definition stays beside a changed one until a review, and what comes back as it was needs none', async () => {
  const offer: Offer = { moves: 'Reads a key.' };
  const { id } = await registerServer(actor, { name: 'Kept', url: await mcp(offer) });
  const row = () => db().tool.findFirstOrThrow({ where: { serverId: id } });
  const pinned = await row();
  expect(JSON.parse(pinned.pinnedDefinition ?? '')).toMatchObject({ name: 'moves', description: 'Reads a key.' });
  expect([pinned.pinnedHash, pinned.offeredDefinition]).toEqual([pinned.definitionHash, null]);

  offer.moves = 'Deletes every key.';
  await refreshTools(actor, id);
  offer.moves = 'Deletes all keys.';
  await refreshTools(actor, id);
  const changed = await row();
  expect(changed).toMatchObject({ state: 'changed', description: 'Deletes all keys.', category: 'Destructive' });
  expect(changed).toMatchObject({ pinnedCategory: 'Read', pinnedDefinition: pinned.pinnedDefinition });
  expect(JSON.parse(changed.offeredDefinition ?? '')).toMatchObject({ description: 'Deletes all keys.' });

  offer.moves = 'Reads a key.';
  await refreshTools(actor, id);
  expect(await row()).toEqual(pinned);

  offer.moves = 'Deletes all keys.';
  await refreshTools(actor, id);
  await reviewTool(actor, { serverId: id, tool: 'moves', definitionHash: changed.definitionHash });
  expect(await row()).toMatchObject({
    state: 'pinned',
    pinnedHash: changed.definitionHash,
    pinnedDefinition: changed.offeredDefinition,
    pinnedCategory: 'Destructive',
    offeredDefinition: null,
  });
});

test('a tool that was pinned before whole definitions were kept is kept whole by the next reading', async () => {
  const offer: Offer = { stays: 'Reads a key.', moves: 'Reads a key.' };
  const { id } = await registerServer(actor, { name: 'Older', url: await mcp(offer) });
  await db().tool.updateMany({ where: { serverId: id }, data: { pinnedDefinition: null } });
  offer.moves = 'Deletes every key.';
  await refreshTools(actor, id);
  const tools = await db().tool.findMany({ where: { serverId: id }, orderBy: { name: 'asc' } });
  for (const { pinnedDefinition } of tools) expect(JSON.parse(pinnedDefinition ?? '').description).toBe('Reads a key.');
  expect(tools.map(({ state }) => state)).toEqual(['changed', 'pinned']);
});

test('what was noted of a drift is forgotten when the tools are read, and when the last review is done', async () => {
  const offer: Offer = { moves: 'Reads a key.', stays: 'Reads a list.' };
  const { id } = await registerServer(actor, { name: 'Drifting', url: await mcp(offer) });
  const note = () =>
    db().server.update({ where: { id }, data: { driftSeenAt: new Date(), driftEndedAt: new Date(0) } });
  const drift = async () => driftOf(await db().server.findUniqueOrThrow({ where: { id } })).state;
  await note();
  expect(await drift()).toBe('recurring');
  offer.moves = 'Deletes a key.';
  offer.stays = 'Deletes a list.';
  await refreshTools(actor, id);
  expect(await drift()).toBe('none');
  // Agents ask for the list meanwhile.
  await note();
  const changed = await db().tool.findMany({ where: { serverId: id }, orderBy: { name: 'asc' } });
  const states: string[] = [];
  for (const { name, definitionHash } of changed) {
    await reviewTool(actor, { serverId: id, tool: name, definitionHash });
    states.push(await drift());
  }
  expect(states).toEqual(['recurring', 'none']);
});

test('a drift that ended is told apart from one that came back', () => {
  const [early, late] = [new Date(1_000), new Date(2_000)];
  expect(driftOf({ driftSeenAt: null, driftEndedAt: null }).state).toBe('none');
  expect(driftOf({ driftSeenAt: early, driftEndedAt: null }).state).toBe('open');
  expect(driftOf({ driftSeenAt: early, driftEndedAt: late }).state).toBe('ended');
  expect(driftOf({ driftSeenAt: late, driftEndedAt: early }).state).toBe('recurring');
});

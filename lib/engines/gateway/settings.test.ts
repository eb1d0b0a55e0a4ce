import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, initialize, legacy, modern, withSettings } from '@/lib/engines/gateway/testing/test-gate';
import { begin, json, type Scripted, startScripted, withSession } from '@/lib/engines/gateway/testing/test-scripted';
import type { EndpointSettings, TargetSettings } from './ports';

let gate: Scripted;
beforeEach(async () => {
  gate = await startScripted();
  gate.play(withSession((_, res) => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}')));
});
afterEach(() => gate.close());

function set(settings: Partial<EndpointSettings & TargetSettings>): void {
  gate.world.setEndpoint(withSettings(gate.world.endpoint, settings));
}
const errorOf = async (init: RequestInit) => (await (await fetch(gate.url, init)).json()).error;
const startsSession = async () => (await begin(gate))['mcp-session-id'] !== '';

describe('a number of a server’s settings holds from the next request', () => {
  test('bytes of a body', async () => {
    const long = legacy(call('read', { text: 'x'.repeat(2_000) }));
    expect(await errorOf(long)).toBeUndefined();
    set({ bodyBytesMax: 2_000 });
    const refused = await fetch(gate.url, long);
    expect([refused.status, (await refused.json()).error.message]).toEqual([
      413,
      expect.stringContaining('2,000 bytes'),
    ]);
    expect(await errorOf(legacy(call('read')))).toBeUndefined();
    set({ bodyBytesMax: 4_000 });
    expect(await errorOf(long)).toBeUndefined();
  });

  test('milliseconds to the first byte', async () => {
    gate.play((_, res) => void setTimeout(() => json(res, 200, '{"jsonrpc":"2.0","id":1,"result":{}}'), 400));
    expect(await errorOf(legacy(call('read')))).toBeUndefined();
    set({ firstByteMs: 100 });
    expect(await errorOf(legacy(call('read')))).toMatchObject({ code: 1003 });
  });

  test('sessions that a grant begins a minute', async () => {
    set({ sessionsPerMinute: 2 });
    expect([await startsSession(), await startsSession(), await startsSession()]).toEqual([true, true, false]);
    expect(await errorOf(legacy(initialize))).toMatchObject({
      message: expect.stringContaining('2 sessions a minute'),
    });
    set({ sessionsPerMinute: 3 });
    expect(await startsSession()).toBe(true);
  });

  test('sessions that a grant holds open', async () => {
    set({ sessionsOpenMax: 2 });
    const [first] = [await begin(gate), await begin(gate)];
    expect(await errorOf(legacy(initialize))).toMatchObject({ message: expect.stringContaining('holds open the 2') });
    await fetch(gate.url, { method: 'DELETE', headers: first });
    expect([await startsSession(), await startsSession()]).toEqual([true, false]);
    set({ sessionsOpenMax: 3 });
    expect(await startsSession()).toBe(true);
  });
});

describe('a server that sends no byte in its time', () => {
  const cancelled = () => gate.heard.filter(({ body }) => body.includes('notifications/cancelled'));

  test('is told that nobody waits any more, on the session of the request', async () => {
    const headers = await begin(gate);
    set({ firstByteMs: 100 });
    gate.play((_, res, body) => (body.includes('cancelled') ? res.writeHead(202).end() : undefined));
    expect(await errorOf(legacy({ ...call('read'), id: 'a' }, headers))).toMatchObject({ code: 1003 });
    await expect.poll(() => cancelled().length).toBe(1);
    const [{ body, headers: sent }] = cancelled() as [(typeof gate.heard)[0]];
    expect(JSON.parse(body)).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 'a', reason: expect.any(String) },
    });
    expect(sent['mcp-session-id']).toBe('theirs');
  });

  test('hears of it by the end of the connection in the modern era, and nothing of an initialize', async () => {
    set({ firstByteMs: 100 });
    const closed = new Promise((resolve) => gate.play((_, res) => res.on('close', resolve)));
    expect(await errorOf(modern('tools/call', { name: 'read', arguments: {} }))).toMatchObject({ code: 1003 });
    await closed;
    gate.play(() => {});
    expect(await errorOf(legacy(initialize))).toMatchObject({ code: 1003 });
    expect(await errorOf(legacy({ jsonrpc: '2.0', id: 1, method: 'ping' }))).toMatchObject({ code: 1003 });
    expect(cancelled()).toEqual([]);
  });
});

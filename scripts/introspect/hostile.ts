import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bestTier, type Tier } from './confine';
import { type Run, runServer } from './run';

// For tests: hostile servers that report what they achieved as names of tools.

export const isRoot = process.getuid?.() === 0;
export const folder = mkdtempSync(join(tmpdir(), 'introspect-test-'));
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const isolated = bestTier(makeFolder('')) === 'namespaces';
export const tiers: Tier[] = [...(isolated ? (['namespaces'] as const) : []), isRoot ? 'account' : 'none'];

/** A folder for runServer, with the server as its package's only file. */
export function makeFolder(source: string, script = 'server.cjs'): string {
  const own = mkdtempSync(join(folder, 'run-'));
  mkdirSync(join(own, 'package'));
  writeFileSync(join(own, 'package', script), source);
  return own;
}

/** A server whose tools are what `findings` (an async function's body) returns. */
export function serverFinding(findings: string): string {
  return `
    const reply = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
    const attempt = async (act) => { try { await act(); return true; } catch { return false; } };
    const findings = async (params) => { ${findings} };
    require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
      const { id, method, params } = JSON.parse(line);
      if (method === 'initialize') reply(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'test', version: '1' } });
      if (method === 'tools/list') {
        const found = await findings(params);
        reply(id, Array.isArray(found) ? { tools: found.map((name) => ({ name, inputSchema: { type: 'object' } })) } : found);
      }
    });`;
}

type Options = { network?: boolean; settings?: Record<string, string>; tier?: Tier; answerMs?: number };

export function run(
  source: string,
  { network = false, settings = {}, tier, answerMs = 30_000 }: Options = {},
): Promise<Run> {
  return runServer({ folder: makeFolder(source), script: 'server.cjs', args: [], settings, network }, tier, answerMs);
}

export async function found(findings: string, options?: Options): Promise<string[]> {
  const answer = await run(serverFinding(findings), options);
  if ('failed' in answer) throw new Error(`${answer.failed} ${answer.complaint}`);
  return answer.tools.map(({ name }) => name);
}

/** Processes of this machine with `mark` in the command line. */
export function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

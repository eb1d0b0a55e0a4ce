import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { test as base, expect, type Page } from '@playwright/test';
import { startUpstream, type Upstream } from './upstream';

export { expect };

type Grant = { url: string; token: string };
type Era = 'modern' | 'legacy';

const run = promisify(execFile);

type Fixtures = {
  /** A real MCP server with Kestra's tools, which records what reached it; ended with the test. */
  upstream: Upstream;
  /** Connects the official MCP client with a grant; every client is closed with the test. */
  connectAgent: (grant: Grant, era?: Era) => Promise<Client>;
  /** Starts a server of someone else's, waits until its port answers, and ends it with the test. */
  startForeign: (command: string[], environment?: Record<string, string>) => Promise<void>;
  /** A folder that goes with the test. */
  folder: string;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  upstream: async ({}, use) => {
    const upstream = await startUpstream();
    await use(upstream);
    await upstream.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  connectAgent: async ({}, use) => {
    const clients: Client[] = [];
    await use(async ({ url, token }, era = 'modern') => {
      const client = new Client(
        { name: 'e2e agent', version: '1.0.0' },
        era === 'modern' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {},
      );
      clients.push(client);
      await client.connect(
        new StreamableHTTPClientTransport(new URL(url), {
          requestInit: { headers: { authorization: `Bearer ${token}` } },
        }),
      );
      return client;
    });
    await Promise.all(clients.map((client) => client.close()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  startForeign: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use(async ([file = '', ...args], environment) => {
      const child = spawn(join('node_modules', '.bin', file), args, {
        stdio: 'ignore',
        env: { ...process.env, NODE_OPTIONS: `--require=${join(import.meta.dirname, 'loopback.cjs')}`, ...environment },
      });
      children.push(child);
      await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    });
    await Promise.all(children.map(ended));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'policylayer-spec-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 3_000);
  return exit.finally(() => clearTimeout(patience));
}

/** `npm run provision` as a script uses it, against the installation under test. */
export async function provision(folder: string, upstream: string, policy: object): Promise<Grant> {
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  const made = await command('cli/provision.ts', '--upstream', upstream, '--policy', file);
  const { gatewayUrl, token } = JSON.parse(made);
  return { url: gatewayUrl, token };
}

export type Person = { email: string; password: string };

/** Someone who was never here before. */
export function newPerson(): Person {
  return { email: `reader-${crypto.randomUUID()}@example.com`, password: 'a long enough password' };
}

/** Fills the sign-up form that is on the page and sends it. */
export async function signUp(page: Page, { email, password } = newPerson()): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create free account' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-up');
}

/**
 * The same; then, as the owner of the installation, lets the new organisation reach private addresses, since the servers of
 * these tests listen on this machine.
 */
export async function signUpForServers(page: Page, person = newPerson()): Promise<void> {
  await signUp(page, person);
  await command('cli/organisation.ts', 'allow-private', person.email);
}

/** Runs one of the commands of package.json against the installation under test, and tells what it printed. */
export async function command(file: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: process.env.E2E_DATA_DIR };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', file, ...args], { env });
  return stdout;
}

/** Fills the form that registers a server and sends it. */
export async function registerServer(page: Page, { url, name }: { url: string; name?: string }): Promise<void> {
  if (name) await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Server URL').fill(url);
  await page.getByRole('button', { name: 'Connect and read tools' }).click();
}

/** Publishes the draft in the builder, agreeing where access widens. */
export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const live = page.getByText(/^Version \d+ is live\.$/);
  const agree = page.getByRole('dialog').getByRole('button', { name: /^Publish/ });
  await expect(live.or(agree)).toBeVisible();
  if (await agree.isVisible()) await agree.click();
  await expect(live).toBeVisible();
}

/** Mints a grant on the page of the grants and reads what is shown this once. */
export async function mintGrant(page: Page, label: string): Promise<Grant> {
  await page.getByLabel('Used by').fill(label);
  await page.getByRole('button', { name: 'Mint grant' }).click();
  const shown = page.getByRole('region', { name: `Grant for ${label}` });
  const token = await shown.getByLabel('Token').inputValue();
  const snippet = await shown.getByRole('tabpanel').textContent();
  const url = /https?:\/\/[^\s"'\\]+\/mcp\/[0-9a-f-]+/.exec(snippet ?? '')?.[0] ?? '';
  return { url, token };
}

/** The text of a tool's answer. */
export function textOf(result: Awaited<ReturnType<Client['callTool']>>): string {
  const [first] = 'content' in result && Array.isArray(result.content) ? result.content : [];
  return first?.type === 'text' ? first.text : '';
}

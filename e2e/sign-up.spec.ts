import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@/lib/base/network/free-port';
import { expect, newPerson, test } from './fixtures';

// Installations of their own: what strangers are shown where not everyone may sign up.

const run = promisify(execFile);

type Installation = { origin: string; printed: string; stop(): Promise<void> };

async function start(dataDir: string, settings: Record<string, string>): Promise<Installation> {
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const none = Object.fromEntries(
    ['DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'GATEWAY_URL', 'SIGN_UP', 'ALLOW_PRIVATE_UPSTREAMS'].map((key) => [
      key,
      '',
    ]),
  );
  const env = {
    ...process.env,
    ...none,
    DATA_DIR: dataDir,
    PORT: `${port}`,
    GATEWAY_PORT: `${gatewayPort}`,
    ...settings,
  };
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(printed)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { origin: `http://localhost:${port}`, printed, stop };
}

test('sign-up is for the first, then for the invited, then for nobody, and each has a screen', async ({ page }) => {
  test.setTimeout(600_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'policylayer-sign-up-'));
  chmodSync(dataDir, 0o711);
  const makeAccount = async (link: string) => {
    const person = newPerson();
    await page.goto(link);
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Create free account' }).click();
    return person;
  };

  const invited = await start(dataDir, { ALLOW_PRIVATE_UPSTREAMS: '1' });
  try {
    expect(invited.printed).toContain('SIGN_UP is not set, so new accounts need an invitation');
    await page.goto(`${invited.origin}/`);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Start free' })).toBeVisible();
    await makeAccount(`${invited.origin}/sign-up`);
    await expect(page).toHaveURL(/\/servers$/);

    await page.context().clearCookies();
    await page.goto(`${invited.origin}/sign-up`);
    await expect(page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'the catalogue' })).toHaveAttribute('href', '/tools');
    await page.goto(`${invited.origin}/sign-in`);
    await page.getByRole('link', { name: 'How to get one' }).click();
    await expect(page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
    await page.goto(`${invited.origin}/`);
    await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('link', { name: /Start free|Create a free account/ })).toHaveCount(0);

    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'cli/invite.ts'], {
      env: { ...process.env, DATA_DIR: dataDir },
    });
    const link = stdout.trim();
    expect(link).toMatch(/\/sign-up\?invitation=[\w-]{43}$/);
    await makeAccount(link);
    await expect(page).toHaveURL(/\/servers$/);
    await page.context().clearCookies();
    await page.goto(link);
    await expect(page.getByText('This invitation link is not valid.')).toBeVisible();
  } finally {
    await invited.stop();
  }

  const closed = await start(dataDir, { SIGN_UP: 'closed' });
  try {
    await page.goto(`${closed.origin}/sign-up?server=kestra-io-mcp-server-python`);
    await expect(page.getByRole('heading', { name: 'Sign-up is closed' })).toBeVisible();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByText('No account yet?')).toHaveCount(0);
    await expect(page.getByText('This installation does not accept new accounts.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'the catalogue' })).toHaveAttribute('href', '/tools');
    await page.goto(`${closed.origin}/tools/kestra-io-mcp-server-python/manage-kv-store`);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'Sign in to use this rule' }).last()).toBeVisible();
    await expect(page.locator('a[href^="/sign-up"]')).toHaveCount(0);
    await expect(page.getByText('Free to start.')).toHaveCount(0);
  } finally {
    await closed.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

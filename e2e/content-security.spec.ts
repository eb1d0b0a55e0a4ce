import type { Page } from '@playwright/test';
import { expect, publish, registerServer, signUp, signUpForServers, test } from './fixtures';

// What runs in the console is what we sent: the pages carry a nonce, and nothing without it runs.

declare global {
  interface Window {
    injected?: boolean;
  }
}

/** Whether an inline script that somebody managed to put into the page runs. */
async function runsInjected(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    window.injected = false;
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<button id="handler" onclick="window.injected = true">x</button>';
    document.body.append(image);
    document.getElementById('handler')?.click();
    return Boolean(window.injected);
  });
}

test('no page of the console breaks its own Content-Security-Policy, and an injected script runs on none', async ({
  page,
  upstream,
}) => {
  test.setTimeout(480_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/content.security.policy/i.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  const isOurs = async (path: string) => {
    const response = await page.goto(path);
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}';/);
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    expect(complaints.splice(0), path).toEqual([]);
    expect(await runsInjected(page), path).toBe(false);
    complaints.length = 0;
  };

  await isOurs('/sign-in');
  await isOurs('/sign-up');
  await page.goto('/sign-up');
  await signUpForServers(page);
  await expect(page).toHaveURL(/\/servers$/);
  await page.goto('/servers/new');
  await registerServer(page, { name: 'Mine', url: `${upstream.url}?token=s3cret` });
  await expect(page).toHaveURL(/\/servers\/[0-9a-f-]{36}\/policies/, { timeout: 60_000 });
  await publish(page);
  const server = /\/servers\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
  const rooms = ['', '/policies', '/policies/versions/1', '/grants', '/calls', '/settings', '/no-such-room'];
  const paths = [
    '/servers',
    '/servers/new',
    ...rooms.map((room) => server + room),
    '/approvals',
    '/calls',
    '/change-log',
    '/account',
  ];
  for (const path of paths) {
    await isOurs(path);
    expect(await page.content(), path).not.toContain('s3cret');
  }
  await page.goto(server);
  await expect(page.getByText('?token=••••')).toBeVisible();
});

test('the way from a public page into the console leads to a document with the stricter policy', async ({ page }) => {
  await page.goto('/');
  expect(await runsInjected(page)).toBe(true);
  await page.getByRole('banner').getByRole('link', { name: 'Start free' }).click();
  await expect(page.getByRole('heading', { name: 'Create a free account' })).toBeVisible();
  expect(await runsInjected(page)).toBe(false);
  await signUp(page);
  await expect(page).toHaveURL(/\/servers$/);
  expect(await runsInjected(page)).toBe(false);
});

test('a request under a foreign name is refused, for pages, files and actions alike', async ({ request, baseURL }) => {
  const host = 'evil.example';
  for (const path of ['/', '/sign-in', '/api/account', '/icon.svg', '/_next/static/none.js']) {
    expect((await request.get(path, { headers: { host } })).status(), path).toBe(403);
    expect((await request.post(path, { headers: { host } })).status(), path).toBe(403);
  }
  const foreign = await request.post('/sign-in', { headers: { origin: `http://${host}` } });
  expect(foreign.status()).toBe(403);
  const behind = await request.get('/api/account', { headers: { 'x-forwarded-host': host } });
  expect([behind.status(), new URL(behind.url()).origin]).toEqual([200, baseURL]);
});

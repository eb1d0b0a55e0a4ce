import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, mintGrant, publish, registerServer, signUp, test } from './fixtures';

const site = [
  '/',
  '/tools',
  '/tools?q=kestra',
  '/tools/kestra-io-mcp-server-python',
  '/tools/kestra-io-mcp-server-python/manage-kv-store',
  '/tools/kestra-io-mcp-server-python/delete-flow-logs',
  '/risk',
  '/risk/critical',
  '/category/write',
  '/attacks',
  '/changes',
  '/contact',
  '/playground',
  '/docs',
  '/docs/quickstart',
  '/docs/policy',
  '/docs/gateway',
  '/docs/security',
  '/docs/risk-method',
  '/docs/api',
  '/stack',
  '/sign-up',
  '/sign-in',
];

/** Axe reads the same document at any width, so it reads it once; a phone shows whether everything fits. */
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 640;

/** WCAG by axe, and nothing that scrolls sideways. */
async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = isPhone(page) ? { violations: [] } : await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`);
  expect(found, where).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Loaded anew in each theme: Chromium keeps old colours where a switched theme is not painted. */
async function expectAccessibleInBothThemes(page: Page, path: string): Promise<void> {
  const themes = isPhone(page) ? (['light'] as const) : (['light', 'dark'] as const);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    expect((await page.goto(path))?.status(), path).toBe(200);
    await expectAccessible(page, `${path}, ${colorScheme}`);
  }
}

test('every public page is accessible in both themes and fits its screen', async ({ page }) => {
  test.setTimeout(480_000);
  for (const path of site) {
    await expectAccessibleInBothThemes(page, path);
  }
});

test('every page of the console is accessible in both themes and fits its screen', async ({ page, upstream }) => {
  test.setTimeout(480_000);
  await page.goto('/sign-up');
  await signUp(page);
  await expect(page).toHaveURL(/\/servers$/);
  for (const path of ['/servers', '/approvals', '/calls', '/change-log', '/servers/new']) {
    await expectAccessibleInBothThemes(page, path);
  }
  await registerServer(page, { name: 'Kestra', url: upstream.url });
  await expect(page).toHaveURL(/\/servers\/[0-9a-f-]{36}/);
  const server = /\/servers\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
  await expectAccessibleInBothThemes(page, `${server}/policies`);
  await publish(page);
  await page.goto(`${server}/grants`);
  await mintGrant(page, 'the agent');
  await expectAccessible(page, 'a new grant');
  for (const path of [server, `${server}/calls`, `${server}/settings`, '/servers', '/change-log']) {
    await expectAccessibleInBothThemes(page, path);
  }
});

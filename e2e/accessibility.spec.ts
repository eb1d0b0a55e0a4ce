import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, mintGrant, publish, registerServer, signUpForServers, test } from './fixtures';

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

test.describe.configure({ mode: 'parallel' });

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 640;

type Theme = 'light' | 'dark';

/** Nothing scrolls sideways; on a desktop, WCAG by axe too, which takes most of the time of these tests. */
async function expectAccessible(page: Page, where: string, theme: Theme = 'light'): Promise<void> {
  if (!isPhone(page)) await expectNoViolations(page, where, theme);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** A theme changes colours and nothing else, so that the dark one is held to the rule about them. */
async function expectNoViolations(page: Page, where: string, theme: Theme): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === 'light' ? axe : axe.withRules('color-contrast')).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`);
  expect(found, where).toEqual([]);
}

/**
 * Loaded anew in each theme: Chromium keeps old colours where a switched theme is not painted. Colours change no layout, so
 * a phone needs one theme.
 */
async function expectPageToFit(page: Page, path: string): Promise<void> {
  const themes = isPhone(page) ? (['light'] as const) : (['light', 'dark'] as const);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    expect((await page.goto(path))?.status(), path).toBe(200);
    await expectAccessible(page, `${path}, ${colorScheme}`, colorScheme);
  }
}

test('every public page fits its screen, and on a desktop is accessible in both themes', { tag: '@phone' }, async ({
  page,
}) => {
  test.setTimeout(480_000);
  for (const path of site) {
    await expectPageToFit(page, path);
  }
});

test('every page of the console fits its screen, and on a desktop is accessible in both themes', {
  tag: '@phone',
}, async ({ page, upstream }) => {
  test.setTimeout(480_000);
  await page.goto('/sign-up');
  await signUpForServers(page);
  await expect(page).toHaveURL(/\/servers$/);
  for (const path of ['/servers', '/approvals', '/calls', '/change-log', '/account', '/servers/new']) {
    await expectPageToFit(page, path);
  }
  await registerServer(page, { name: 'Kestra', url: upstream.url });
  await expect(page).toHaveURL(/\/servers\/[0-9a-f-]{36}/);
  const server = /\/servers\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
  await expectPageToFit(page, `${server}/policies`);
  await publish(page);
  await page.goto(`${server}/grants`);
  await mintGrant(page, 'the agent');
  await expectAccessible(page, 'a new grant');
  for (const path of [server, `${server}/calls`, `${server}/settings`, '/servers', '/change-log']) {
    await expectPageToFit(page, path);
  }
});

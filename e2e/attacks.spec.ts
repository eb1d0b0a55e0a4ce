import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';

test('every attack pattern has a page with its story, a policy, what stays possible and sources', async ({ page }) => {
  test.setTimeout(480_000);
  await page.goto('/attacks');
  const cards = page.locator('main').getByRole('link');
  const paths = await cards.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.length).toBeGreaterThanOrEqual(12);
  for (const path of paths) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    const article = page.getByRole('article');
    await expect(article.getByRole('heading', { level: 1 })).toBeVisible();
    const policy: unknown = JSON.parse((await article.locator('pre').first().textContent()) ?? '');
    expect(policy).toMatchObject({ version: '1', default: 'deny' });
    const decisions = await article.getByRole('table').getByRole('row').locator('td:first-child').allTextContents();
    expect(decisions, path).toContain('Allowed');
    expect(decisions.filter((decision) => decision !== 'Allowed').length, path).toBeGreaterThan(0);
    for (const part of ['What this does not stop', 'What to look for', 'Sources']) {
      await expect(article.getByRole('region', { name: part }).getByRole('listitem').first()).toBeVisible();
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id }) => id),
      path,
    ).toEqual([]);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the story of an attack and its policy can be read and the policy downloaded', async ({ page }) => {
    await page.goto('/attacks/exfiltration-by-chaining');
    await expect(page.getByRole('table')).toContainText('Only docs.example.com may be fetched.');
    await expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('download', 'policy.json');
    const tools = page.getByRole('region', { name: 'Tools that it abuses' });
    await expect(tools.getByRole('heading', { name: 'Examples from the catalogue' })).toBeVisible();
  });
});

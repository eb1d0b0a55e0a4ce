import { expect, test } from './fixtures';

test('the change feed leads to what it tells of, and can be narrowed to a kind', { tag: '@phone' }, async ({
  page,
}) => {
  await page.goto('/changes');
  const told = page.getByRole('listitem').filter({ hasText: /was added with \d+ tools?/ });
  const link = told.first().getByRole('link');
  const [name = '', href = ''] = [await link.textContent(), await link.getAttribute('href')].map(String);
  await link.click();
  await expect(page).toHaveURL((url) => url.pathname === href, { timeout: 30_000 });
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole('navigation', { name: 'Kinds of changes' }).getByRole('link', { name: 'Removed' }).click();
  await expect(page).toHaveURL(/\/changes\?kind=removed$/);
  await expect(page.getByRole('link', { name: 'Removed' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText('was added with')).toHaveCount(0);
});

test('the change feed is read without JavaScript, and its address may say anything', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  expect((await page.goto('/changes?kind=nonsense&before=-1'))?.status()).toBe(200);
  await expect(page.getByText(/was added with \d+ tools?/).first()).toBeVisible();
  await page.goto('/changes?before=1');
  await expect(page.getByRole('heading', { name: 'No older changes' })).toBeVisible();
  await context.close();
});

test('the Atom feed is well-formed, says where it is and names each entry once', async ({ page, request }) => {
  const answer = await request.get('/changes/feed.xml');
  expect(answer.headers()['content-type']).toBe('application/atom+xml; charset=utf-8');
  await page.goto('/changes');
  const found = await page.evaluate(
    (text) => {
      const feed = new DOMParser().parseFromString(text, 'application/xml');
      const all = (selector: string) => [...feed.querySelectorAll(selector)];
      return {
        errors: all('parsererror').length,
        self: all('feed > link[rel=self]').map((link) => link.getAttribute('href')),
        ids: all('entry > id').map((id) => id.textContent),
        dates: all('updated').map((updated) => updated.textContent ?? ''),
        links: all('entry > link').map((link) => link.getAttribute('href') ?? ''),
      };
    },
    await answer.text(),
  );
  expect(found.errors).toBe(0);
  expect(found.self.map((href) => new URL(href ?? '').pathname)).toEqual(['/changes/feed.xml']);
  expect(found.ids.length).toBeGreaterThan(0);
  expect(found.ids.length).toBeLessThanOrEqual(50);
  expect(new Set(found.ids).size).toBe(found.ids.length);
  for (const date of found.dates) expect(date).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(found.links.every((href) => /^https?:\/\//.test(href))).toBe(true);
  expect(await page.locator('link[type="application/atom+xml"]').getAttribute('href')).toContain('/changes/feed.xml');
});

import { expect, newPerson, signUp, test } from './fixtures';

// Pages that are kept and shown to everybody: what they may hold, and for how long.

const server = '/tools/kestra-io-mcp-server-python';
const kept = [server, `${server}/manage-kv-store`, '/risk/high', '/category/write'];

test('a kept page is the same for a person who is signed in, and gives nobody a cookie', async ({ page, request }) => {
  const person = newPerson();
  await page.goto('/sign-up');
  await signUp(page, person);
  await expect(page).toHaveURL(/\/servers$/);
  for (const path of kept) {
    const theirs = await page.request.get(path);
    const stranger = await request.get(path);
    expect(await theirs.text()).toBe(await stranger.text());
    expect(await theirs.text()).not.toContain(person.email);
    for (const response of [theirs, stranger]) {
      expect(response.headers()['set-cookie']).toBeUndefined();
      expect(response.headers()['cache-control']).toBe('s-maxage=60, stale-while-revalidate=240');
    }
    // A page older than a minute is shown once more while it is rendered anew.
    await expect.poll(async () => (await request.get(path)).headers()['x-nextjs-cache']).toBe('HIT');
  }
});

test('what belongs to a person is never kept', async ({ page }) => {
  await page.goto('/sign-up');
  await signUp(page);
  await expect(page).toHaveURL(/\/servers$/);
  const response = await page.request.get('/servers');
  expect(response.headers()['cache-control']).toMatch(/private|no-store/);
  expect(response.headers()['x-nextjs-cache']).toBeUndefined();
});

test('a page that is not there, and another spelling, are kept no longer than a page', async ({ request }) => {
  for (const [path, status] of [
    [`${server}/no-such-tool`, 404],
    ['/tools/no-such-server', 404],
    [`${server}/manage_kv_store`, 308],
  ] as const) {
    for (let asked = 0; asked < 2; asked++) {
      const response = await request.get(path, { maxRedirects: 0 });
      expect(response.status()).toBe(status);
      expect(response.headers()['cache-control']).toBe('s-maxage=60, stale-while-revalidate=240');
    }
  }
});

test('a message can be sent from a kept page without scripts', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto(`${server}/manage-kv-store`);
  await page.getByLabel('Name').fill('A reader');
  await page.getByLabel('E-mail').fill('reader@example.com');
  await page.getByLabel('Message').fill('Kept pages have forms.');
  await page.getByRole('button', { name: 'Send message' }).click();
  await expect(page.getByText("Message sent. We'll get back to you soon.")).toBeVisible();
  const answered = await page.request.get(`${server}/manage-kv-store`);
  expect(await answered.text()).not.toContain('Message sent.');
  await context.close();
});

import { expect, signUp, test } from './fixtures';

test('addresses that people guess lead to the search for good, with what was searched for', async ({ request }) => {
  for (const guessed of ['/catalogue', '/search']) {
    const answer = await request.get(`${guessed}?q=send%20email&severity=High`, { maxRedirects: 0 });
    expect(answer.status()).toBe(308);
    expect(answer.headersArray().filter(({ name }) => name.toLowerCase() === 'location')).toHaveLength(1);
    const to = new URL(answer.headers().location ?? '', 'http://x');
    expect([to.pathname, to.searchParams.get('q'), to.searchParams.get('severity')]).toEqual([
      '/tools',
      'send email',
      'High',
    ]);
  }
});

for (const width of [320, 360, 768, 1280]) {
  test(`every link of the main navigation is on the screen at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await page.goto('/docs');
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    await expect(links).toHaveCount(5);
    for (const link of await links.all()) {
      const box = await link.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width, (await link.textContent()) ?? '').toBe(true);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

for (const width of [360, 1280]) {
  test(`the console leads to the documentation, and the documentation back, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await page.goto('/sign-up');
    await signUp(page);
    await expect(page).toHaveURL(/\/servers$/);
    await page.getByRole('link', { name: 'Docs', exact: true }).click();
    await expect(page).toHaveURL(/\/docs$/);
    await page.getByRole('link', { name: 'Open console' }).click();
    await expect(page).toHaveURL(/\/servers$/);
  });
}

test('the read API refuses what would write, and says what it takes', async ({ request }) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await request.fetch('/api/v1/tools', { method });
    expect([answer.status(), answer.headers().allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  }
  expect((await request.head('/api/v1/attacks')).status()).toBe(200);
});

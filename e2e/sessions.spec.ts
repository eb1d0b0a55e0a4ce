import type { Page } from '@playwright/test';
import { expect, newPerson, type Person, signUp, test } from './fixtures';

async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in?next=/servers');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/servers$/);
}

test('a person ends the session of another browser, which must then sign in again', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = newPerson();
  await page.goto('/sign-up');
  await signUp(page, person);
  const other = await browser.newPage({ baseURL, userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' });
  await signIn(other, person);

  await page
    .getByRole('link', { name: `Account of ${person.email}` })
    .filter({ visible: true })
    .click();
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible();
  await expect(page.getByText('This device')).toBeVisible();
  await page.getByRole('button', { name: 'End session: Firefox on Windows' }).click();
  await expect(page.getByText('Session ended.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No other sessions' })).toBeVisible();

  await other.goto('/calls');
  await expect(other).toHaveURL(/\/sign-in\?next=%2Fcalls&ended=1$/);
  await expect(other.getByText('Your session has ended.')).toBeVisible();
  await other.close();
});

test('without JavaScript a person signs in, ends all other sessions, and signs out for good', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = newPerson();
  await page.goto('/sign-up');
  await signUp(page, person);
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const plain = await context.newPage();
  for (const third of [await browser.newContext({ baseURL }), await browser.newContext({ baseURL })]) {
    await signIn(await third.newPage(), person);
    await third.close();
  }
  await signIn(plain, person);
  await plain.goto('/account');
  await plain.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(plain.getByText('3 other sessions ended.')).toBeVisible();
  await expect(plain.getByRole('heading', { name: 'No other sessions' })).toBeVisible();
  expect((await page.request.get('/api/calls')).status()).toBe(401);

  const copied = await context.cookies();
  await plain.getByRole('button', { name: 'Sign out here' }).click();
  await expect(plain).toHaveURL(/\/sign-in$/);
  await context.addCookies(copied);
  expect((await context.request.get('/api/calls')).status()).toBe(401);
  await context.close();
});

test('a page of another origin ends no session', async ({ page, context }) => {
  await page.goto('/sign-up');
  await signUp(page);
  await page.goto('/account');
  const forged = await context.request.post('/account', {
    headers: { origin: 'https://evil.example' },
    multipart: { sessionId: crypto.randomUUID() },
    maxRedirects: 0,
  });
  expect(forged.status()).toBe(403);
  await page.reload();
  await expect(page.getByText('This device')).toBeVisible();
});

import { freePort } from '@/lib/base/network/free-port';
import { expect, newPerson, provision, registerServer, signUp, signUpForServers, test } from './fixtures';

const allowAll = { version: '1', default: 'allow' };
const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

test('an address that is no MCP server is refused in words, and nothing is stored', async ({ page, baseURL }) => {
  await page.goto('/sign-up');
  await signUpForServers(page);
  await expect(page).toHaveURL(/\/servers$/);
  await page.goto('/servers/new');
  await registerServer(page, { name: 'No server', url: `${baseURL}/sign-in` });
  await expect(page.getByText(/No MCP server answered at/)).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('No server');
  await registerServer(page, { url: `http://127.0.0.1:${await freePort()}/mcp` });
  await expect(page.getByText(/Connection refused/)).toBeVisible();
  await page.goto('/servers');
  await expect(page.getByText('No server', { exact: true })).toHaveCount(0);
});

test("a stranger's server answers as one that does not exist", async ({ page, browser, baseURL, upstream }) => {
  await page.goto('/sign-up');
  await signUpForServers(page);
  await expect(page).toHaveURL(/\/servers$/);
  await page.goto('/servers/new');
  await registerServer(page, { name: 'Mine', url: upstream.url });
  await expect(page).toHaveURL(/\/servers\/[0-9a-f-]{36}/);
  const path = /\/servers\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';

  const stranger = await browser.newPage({ baseURL });
  await stranger.goto('/sign-up');
  await signUp(stranger);
  await expect(stranger).toHaveURL(/\/servers$/);
  for (const room of ['', '/policies', '/grants', '/calls', '/settings']) {
    expect((await stranger.goto(path + room))?.status(), room).toBe(404);
    await expect(stranger.getByText('Mine')).toHaveCount(0);
  }
  await stranger.close();
});

test('a session that has ended leads to the sign-in page and back', async ({ page, context }) => {
  const person = newPerson();
  await page.goto('/sign-up');
  await signUp(page, person);
  await expect(page).toHaveURL(/\/servers$/);
  await context.clearCookies();
  await page.goto('/approvals');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fapprovals/);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/approvals$/);
});

test('a wrong password and an unknown address get the same sentence', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(newPerson().email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-mail address and password do not match.')).toBeVisible();
});

test('the gateway answers every wrong request in JSON, and none of them reaches the server', async ({
  request,
  upstream,
  folder,
}) => {
  const { url, token } = await provision(folder, upstream.url, allowAll);
  const other = await provision(folder, `${upstream.url}?other`, allowAll);
  const before = upstream.received.length;
  const bearer = { ...headers, authorization: `Bearer ${token}` };
  const post = (target: string, data: string, sent: Record<string, string>) =>
    request.post(target, { data: Buffer.from(data), headers: sent });

  const answers = {
    'no grant': await post(url, body, headers),
    'a wrong token': await post(url, body, { ...headers, authorization: `Bearer ${token}x` }),
    'a grant of another server': await post(other.url, body, bearer),
    'a server that does not exist': await post(url.replace(/[0-9a-f]{8}$/, '00000000'), body, bearer),
    'no JSON': await post(url, '<html>', bearer),
    'a batch': await post(url, `[${body}]`, bearer),
    'a key twice': await post(url, body.replace('"id":1', '"method":"ping","id":1'), bearer),
    'too much': await post(
      url,
      JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { x: 'x'.repeat(5e6) } }),
      bearer,
    ),
    'another type': await post(url, body, { ...bearer, 'content-type': 'text/plain' }),
  };
  const statuses = Object.fromEntries(Object.entries(answers).map(([what, answer]) => [what, answer.status()]));
  expect(statuses).toEqual({
    'no grant': 401,
    'a wrong token': 401,
    'a grant of another server': 404,
    'a server that does not exist': 404,
    'no JSON': 400,
    'a batch': 400,
    'a key twice': 400,
    'too much': 413,
    'another type': 415,
  });
  for (const answer of Object.values(answers)) expect(answer.headers()['content-type']).toMatch(/^application\/json/);
  expect(answers['no grant'].headers()['www-authenticate']).toMatch(/^Bearer/);
  expect(upstream.received.length).toBe(before);
});

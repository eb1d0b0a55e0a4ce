import { expect, newPerson, signUp, test } from './fixtures';

const secret = 'sk_live_51Hq8fKJ2eZvKYlo2C0aBcD';

const configuration = {
  mcpServers: {
    payments: { command: 'npx', args: ['-y', '@stripe/mcp', `--api-key=${secret}`], env: { STRIPE_KEY: secret } },
    [`kestra ${secret}`]: {
      command: 'docker',
      args: ['run', '-e', `T=${secret}`, 'ghcr.io/kestra-io/mcp-server-python'],
    },
    remote: { url: `https://ada:${secret}@tools.acme-example.dev/${secret}?token=${secret}`, headers: { A: secret } },
    local: { command: 'node', args: [`/home/ada/${secret}/index.js`] },
  },
};

test('a pasted configuration shows what agents can call, and none of its secrets leaves the browser', {
  tag: '@phone',
}, async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto('/stack');
  await page.getByLabel('JSON of claude_desktop_config.json').fill(JSON.stringify(configuration));

  const leaving = page.getByRole('region', { name: '2. What leaves your browser' });
  await expect(leaving.getByRole('checkbox')).toHaveCount(3);
  await expect(leaving.getByText('Nothing is sent')).toHaveCount(1);
  await leaving.getByText('The exact request').click();
  const shown = (await leaving.locator('pre').textContent()) ?? '';
  await leaving.getByRole('button', { name: 'Look up 3 names' }).click();

  const result = page.getByRole('region', { name: 'What your agents can call' });
  await expect(result).toContainText('on 2 servers that the catalogue knows. Of 2 servers the tools are not known');
  await expect(result.getByText('Risk not known')).toHaveCount(2);
  await expect(result.getByRole('link', { name: 'create_refund' })).toBeVisible();
  const kestra = result.getByRole('article').filter({ hasText: 'Kestra Python MCP Server' });
  await kestra.getByText('The recommended policy').click();
  const policy = JSON.parse((await kestra.locator('pre').textContent()) ?? '');
  expect([policy.default, policy.hide]).toEqual(['deny', ['delete_execution_logs', 'delete_flow_logs']]);
  await expect(kestra.getByRole('link', { name: 'Start with this policy' })).toHaveAttribute(
    'href',
    '/sign-up?server=kestra-io-mcp-server-python',
  );

  const question = sent.find((request) => request.includes('"servers"')) ?? '';
  expect(JSON.parse(question.slice(question.indexOf('{')))).toEqual(JSON.parse(shown));
  expect(sent.join('\n')).not.toContain(secret.slice(8));
});

test('a server that the reader keeps back is not asked for', async ({ page }) => {
  await page.goto('/stack');
  await page.getByRole('button', { name: 'Use an example' }).click();
  await page.getByRole('checkbox', { name: 'warehouse' }).uncheck();
  const asked = page.waitForRequest('**/api/stack');
  await page.getByRole('button', { name: 'Look up 3 names' }).click();
  expect((await asked).postData()).not.toContain('warehouse');
  await expect(page.getByText('You excluded it.')).toBeVisible();
});

test('without scripts there is nothing that a configuration could be sent with', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/stack');
  // Found by its element: Playwright reads no text within <noscript>.
  const note = page.locator('noscript p');
  await expect(note).toBeVisible();
  await expect(note).toContainText('This page needs JavaScript, because it reads your configuration in the browser.');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  expect(await page.locator('form').count()).toBe(0);
  await context.close();
});

test('who is signed in is offered the console on public pages, and the pages stay the same for everybody', async ({
  page,
}) => {
  await page.goto('/sign-up');
  await signUp(page, newPerson());
  await expect(page).toHaveURL(/\/servers/);
  const html = await (await page.request.get('/risk')).text();
  expect(html).toContain('Start free');
  expect(html).not.toContain('Open console');
  await page.goto('/risk');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Open console' })).toHaveAttribute(
    'href',
    '/servers',
  );
  await expect(page.getByRole('banner').getByRole('link', { name: 'Start free' })).toHaveCount(0);
});

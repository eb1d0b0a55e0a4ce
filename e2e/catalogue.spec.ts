import { expect, type Page, test } from '@playwright/test';

const server = '/tools/kestra-io-mcp-server-python';
const pages = [
  {
    name: 'manage_kv_store',
    slug: 'manage-kv-store',
    purpose: 'By its name, manage_kv_store manages a KV store on Kestra Python MCP Server.',
    evidence: [
      'manage name',
      'delete_execution_logs another tool of the server',
      'delete_flow_logs another tool of the server',
    ],
  },
  {
    name: 'generate_flow',
    slug: 'generate-flow',
    purpose: 'By its name, generate_flow generates a flow on Kestra Python MCP Server.',
    evidence: ['generate name'],
  },
];

/** The section under a heading. */
function under(page: Page, heading: string) {
  return page.getByRole('region', { name: heading, exact: true });
}

for (const { name, slug, purpose, evidence } of pages) {
  test.describe(name, () => {
    test.beforeEach(async ({ page }) => {
      expect((await page.goto(`${server}/${slug}`))?.status()).toBe(200);
    });

    test('its sections come in their order', async ({ page }) => {
      await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(name);
      expect(await page.getByRole('article').getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        `What ${name} does on Kestra Python MCP Server`,
        `Why ${name} needs a policy`,
        'Attacks on this kind of access',
        `How to control ${name}`,
        'Related tools and policies',
        `Questions about ${name}`,
        'Enforce policy on every Kestra Python MCP Server tool call',
        'Ask us',
      ]);
    });

    test('its badge leads to the page of its severity', async ({ page }) => {
      const first = page.getByRole('article').locator('header').getByRole('link').first();
      await expect(first).toHaveText('Medium risk');
      await expect(first).toHaveAttribute('href', '/risk/medium');
      await expect(page.getByRole('link', { name: `How to control ${name}` })).toHaveAttribute('href', '#control');
    });

    test('it says what the tool does and on which words the risk was decided', async ({ page }) => {
      await expect(under(page, `What ${name} does on Kestra Python MCP Server`)).toContainText(purpose);
      const why = under(page, `Why ${name} needs a policy`);
      await expect(why).toContainText('It is known by name only');
      await expect(why).toContainText(/Confidence: \d+ %/);
      await expect(why.getByRole('heading', { name: 'From the tool’s definition' })).toBeVisible();
      for (const words of evidence) await expect(why.getByRole('listitem').filter({ hasText: words })).toBeVisible();
      const attacks = under(page, 'Attacks on this kind of access');
      await expect(attacks).toContainText(
        `Documented attack patterns abuse exactly the kind of access ${name} gives an agent`,
      );
      expect(await attacks.getByRole('link').count()).toBeGreaterThan(0);
    });

    test('it recommends thirty calls a minute per grant and carries them to the sign-up', async ({ page }) => {
      const control = under(page, `How to control ${name}`);
      expect(JSON.parse((await control.locator('pre').first().textContent()) ?? '')).toEqual({
        version: '1',
        default: 'deny',
        tools: { [name]: { limits: [{ counter: `${name}_rate`, window: 'minute', max: 30, scope: 'grant' }] } },
      });
      await expect(control).toContainText(`Agents may call ${name}, at most 30 times in any minute per grant.`);
      await expect(control.getByRole('heading', { level: 3 })).toHaveText([
        'Register the server',
        'Add this policy',
        'Point your MCP client at your gateway URL',
      ]);
      await expect(page.getByRole('link', { name: 'Limit this tool' })).toHaveAttribute(
        'href',
        `/sign-up?server=kestra-io-mcp-server-python&tool=${slug}`,
      );
      await expect(control).toContainText('Free to start. No card required.');
    });

    test('it answers six questions, and no policy among the answers opens another tool', async ({ page }) => {
      const questions = under(page, `Questions about ${name}`);
      await expect(questions.getByRole('heading', { level: 3 })).toHaveText([
        `What does ${name} do?`,
        `How do I enforce a policy on ${name}?`,
        `What risk level is ${name}?`,
        `Can I rate-limit ${name}?`,
        `How do I block ${name} completely?`,
        `What MCP server provides ${name}?`,
      ]);
      const policies = await questions.locator('pre').allTextContents();
      expect(policies.map((text) => JSON.parse(text))).toEqual([
        { version: '1', default: 'deny', tools: { [name]: { rate_limit: { max: 10, window: 60 } } } },
        {
          version: '1',
          default: 'deny',
          tools: { [name]: { action: 'deny', reason: `${name} is not available to agents.` } },
        },
      ]);
    });

    test('it closes with the size of the catalogue and a form to write to us', async ({ page }) => {
      const closing = under(page, 'Enforce policy on every Kestra Python MCP Server tool call');
      await expect(closing).toContainText(
        /classified 39 tools of Kestra Python MCP Server by risk, and indexes [\d,]+ MCP servers in all/,
      );
      const contact = under(page, 'Ask us');
      for (const label of ['Name', 'E-mail', 'Message']) await expect(contact.getByLabel(label)).toBeVisible();
      await expect(contact.getByRole('button', { name: 'Send message' })).toBeEnabled();
    });

    test('its raw name leads to its address for good', async ({ page }) => {
      const response = await page.request.get(`${server}/${name}`, { maxRedirects: 0 });
      expect(response.status()).toBe(308);
      expect(response.headers().location).toBe(`${server}/${slug}`);
    });

    test('its jump link shows the heading it leads to', async ({ page }) => {
      await page.getByRole('link', { name: `How to control ${name}` }).click();
      const heading = page.getByRole('heading', { name: `How to control ${name}` });
      await expect(heading).toBeInViewport();
      const bar = await page.getByRole('banner').boundingBox();
      const found = await heading.boundingBox();
      expect(found?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    });
  });
}

test('a misspelt server leads to the page of the server', async ({ page }) => {
  await page.goto('/tools?q=kestar');
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results).toContainText('Showing results for kestra');
  await results.getByRole('link').first().click();
  await expect(page).toHaveURL(server);
});

test('a page with long names fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/tools/modelcontextprotocol-server-github/merge-pull-request');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

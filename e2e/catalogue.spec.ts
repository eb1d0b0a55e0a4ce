import { expect, type Page, test } from '@playwright/test';

const server = '/tools/kestra-io-mcp-server-python';
const pages = [
  {
    name: 'manage_kv_store',
    slug: 'manage-kv-store',
    // In per cent, give or take ten.
    confidence: 55,
    purpose: 'By its name, manage_kv_store manages a KV store through Kestra Python MCP Server.',
    evidence: [
      'manage name',
      'delete_execution_logs another tool of the server',
      'delete_flow_logs another tool of the server',
    ],
  },
  {
    name: 'generate_flow',
    slug: 'generate-flow',
    confidence: 70,
    purpose: 'By its name, generate_flow generates a flow through Kestra Python MCP Server.',
    evidence: ['generate name'],
  },
];

/** The section under a heading. */
function under(page: Page, heading: string) {
  return page.getByRole('region', { name: heading, exact: true });
}

for (const { name, slug, purpose, evidence, confidence } of pages) {
  test.describe(name, { tag: '@phone' }, () => {
    /** Loaded once and only read: what acts on a page has one of its own. */
    let page: Page;
    test.beforeAll(async ({ browser, baseURL }) => {
      page = await browser.newPage({ baseURL });
      expect((await page.goto(`${server}/${slug}`))?.status()).toBe(200);
    });
    test.afterAll(() => page.close());

    test('its sections come in their order', async () => {
      const headings = page.getByRole('article').getByRole('heading', { level: 2 });
      expect(await headings.allTextContents()).toEqual([
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

    test('1: its badge tells the severity and leads to its page', async () => {
      const first = page.getByRole('article').locator('header').getByRole('link').first();
      await expect(first).toHaveText('Medium risk');
      await expect(first).toHaveAttribute('href', '/risk/medium');
    });

    test('2 and 3: its name, whose tool it is, and the link that jumps to its rule', async () => {
      const head = page.getByRole('article').locator('header');
      await expect(head.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(head).toContainText('A tool of Kestra Python MCP Server, published by Kestra.');
      await expect(head.getByRole('link', { name: `How to control ${name}` })).toHaveAttribute('href', '#control');
    });

    test('4: what it does, in a sentence made from its name, and how it is known', async () => {
      const what = under(page, `What ${name} does on Kestra Python MCP Server`);
      await expect(what).toContainText(purpose);
      await expect(what).toContainText('Known from its name in github.com/kestra-io/mcp-server-python');
    });

    test('5: on which words its risk was decided, and how sure that is', async () => {
      const why = under(page, `Why ${name} needs a policy`);
      await expect(why).toContainText('It is known by name only');
      const said = /Confidence: (\d+) %/.exec((await why.textContent()) ?? '');
      expect(Number(said?.[1])).toBeGreaterThanOrEqual(confidence - 10);
      expect(Number(said?.[1])).toBeLessThanOrEqual(confidence + 10);
      await expect(why.getByRole('heading', { name: 'From the tool’s definition' })).toBeVisible();
      for (const words of evidence) await expect(why.getByRole('listitem').filter({ hasText: words })).toBeVisible();
    });

    test('6: the attack patterns that abuse its kind of access, each with a page', async () => {
      const attacks = under(page, 'Attacks on this kind of access');
      await expect(attacks).toContainText(
        `Documented attack patterns abuse exactly the kind of access ${name} gives an agent`,
      );
      const links = await attacks.getByRole('link').all();
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) {
        expect((await page.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(200);
      }
    });

    test('7: its policy allows thirty calls a minute per grant, as text, as a file and when it is tried', async ({
      page,
    }) => {
      await page.goto(`${server}/${slug}`);
      const policy = {
        version: '1',
        default: 'deny',
        resources: { default: 'deny' },
        prompts: { default: 'deny' },
        tools: { [name]: { limits: [{ counter: `${name}_rate`, window: 'minute', max: 30, scope: 'grant' }] } },
      };
      const control = under(page, `How to control ${name}`);
      expect(JSON.parse((await control.locator('pre').first().textContent()) ?? '')).toEqual(policy);
      const file = (await control.getByRole('link', { name: 'Download' }).getAttribute('href')) ?? '';
      expect(await (await page.request.get(file)).json()).toEqual(policy);
      await expect(control.getByRole('button', { name: 'Copy' })).toBeVisible();
      await expect(control).toContainText(`Agents may call ${name}, at most 30 times in any minute per grant.`);
      for (let tens = 0; tens < 3; tens += 1) await control.getByRole('button', { name: 'Call 10 times' }).click();
      await expect(control).toContainText('30 of 30 allowed');
      await control.getByRole('button', { name: 'Call once' }).click();
      await expect(control).toContainText('30 of 31 allowed');
      await expect(control).toContainText('The limit of 30 calls a minute is reached.');
    });

    test('8 and 9: three steps to have it enforced, and a sign-up that carries server and tool', async () => {
      const control = under(page, `How to control ${name}`);
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

    test('10: tools of the same server, tools of its category elsewhere, and where to read on', async () => {
      const related = under(page, 'Related tools and policies');
      await expect(related.getByRole('heading', { level: 3 })).toHaveText([
        'On Kestra Python MCP Server',
        'Write tools of other servers',
      ]);
      await expect(related.getByRole('link', { name: 'How policies are written' })).toHaveAttribute(
        'href',
        '/docs/policy',
      );
      await expect(related.getByRole('link', { name: 'What Medium risk means' })).toHaveAttribute(
        'href',
        '/risk/medium',
      );
      await expect(related.getByRole('link', { name: 'All attack patterns' })).toHaveAttribute('href', '/attacks');
    });

    test('11: it answers six questions, and no policy among the answers opens another tool', async () => {
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

    test('12: it closes with the whole server, the stack, and the size of the catalogue', async ({ page }) => {
      await page.goto(`${server}/${slug}`);
      const closing = under(page, 'Enforce policy on every Kestra Python MCP Server tool call');
      await expect(closing).toContainText(
        /39 Kestra Python MCP Server tools catalogued and risk-classified, across an index of [\d,]+ MCP servers\./,
      );
      await expect(closing.getByRole('link', { name: 'paste your client’s configuration' })).toHaveAttribute(
        'href',
        '/stack',
      );
      await closing.getByRole('link', { name: 'one policy for all of its tools' }).click();
      await expect(page).toHaveURL(`${server}#policy`);
      await expect(page.getByRole('heading', { name: 'A policy for all of Kestra Python MCP Server' })).toBeVisible();
    });

    test('13: it ends with a form to write to us', async () => {
      const contact = under(page, 'Ask us');
      for (const label of ['Name', 'E-mail', 'Message']) await expect(contact.getByLabel(label)).toBeVisible();
      await expect(contact.getByRole('button', { name: 'Send message' })).toBeEnabled();
    });

    test('its raw name leads to its address for good', async () => {
      const response = await page.request.get(`${server}/${name}`, { maxRedirects: 0 });
      expect(response.status()).toBe(308);
      expect(response.headers().location).toBe(`${server}/${slug}`);
    });

    test('its jump link shows the heading it leads to', async ({ page }) => {
      await page.goto(`${server}/${slug}`);
      await page.getByRole('link', { name: `How to control ${name}` }).click();
      const heading = page.getByRole('heading', { name: `How to control ${name}` });
      await expect(heading).toBeInViewport();
      const bar = await page.getByRole('banner').boundingBox();
      const found = await heading.boundingBox();
      expect(found?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    });
  });
}

test('a message from a tool’s page is kept, and its sender is told so', async ({ page }) => {
  await page.goto(`${server}/manage-kv-store`);
  const contact = under(page, 'Ask us');
  await contact.getByLabel('Name').fill('Ada');
  await contact.getByLabel('E-mail').fill('ada@example.com');
  await contact.getByLabel('Message').fill('Which versions of Kestra does this hold for?');
  await contact.getByRole('button', { name: 'Send message' }).click();
  await expect(contact.getByText("Message sent. We'll get back to you soon.")).toBeVisible();
});

test('a misspelt server leads to the page of the server', { tag: '@phone' }, async ({ page }) => {
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

import { expect, mintGrant, publish, registerServer, signUpForServers, test, textOf } from './fixtures';

test('a reader of a tool page signs up, registers the server, publishes the rule and sees it enforced', {
  tag: '@phone',
}, async ({ page, upstream, connectAgent }) => {
  await test.step('the page of manage_kv_store leads to a free account', async () => {
    await page.goto('/tools/kestra-io-mcp-server-python/manage-kv-store');
    await expect(page.getByRole('heading', { level: 1, name: 'manage_kv_store' })).toBeVisible();
    await page.getByRole('link', { name: 'Limit this tool' }).click();
    await signUpForServers(page);
  });

  await test.step('the server is registered under its name in the catalogue', async () => {
    await expect(page.getByRole('heading', { name: 'Register Kestra Python MCP Server' })).toBeVisible();
    await registerServer(page, { url: upstream.url });
  });

  await test.step('the builder opens with the rule of the page, and publishes it', async () => {
    await expect(page).toHaveURL(/\/servers\/[0-9a-f-]+\/policies/);
    await publish(page);
  });

  const grant = await test.step('a grant is minted', async () => {
    await page.getByRole('link', { name: 'Grants' }).click();
    return mintGrant(page, 'the agent');
  });

  const agent = await connectAgent(grant);
  await test.step('the agent sees the one tool that the policy names', async () => {
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['manage_kv_store']);
  });

  const call = (key: number) => agent.callTool({ name: 'manage_kv_store', arguments: { key: `k${key}` } });
  await test.step('thirty calls within a minute pass, and the first of them turns the console green', async () => {
    expect(textOf(await call(1))).toBe('{"key":"k1"}');
    await expect(page.getByText('First call received')).toBeVisible();
    for (let key = 2; key <= 30; key++) expect((await call(key)).isError ?? false).toBe(false);
  });

  await test.step('the thirty-first is refused, with a sentence the model can read', async () => {
    const refused = await call(31);
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('[POLICY DENIED]');
    expect(refused._meta?.['policylayer/decision']).toMatchObject({
      outcome: 'deny',
      rule: '/tools/manage_kv_store/limits/0',
      policyVersion: 1,
    });
  });

  await test.step('delete_flow_logs is answered as a tool that does not exist', async () => {
    await expect(agent.callTool({ name: 'delete_flow_logs', arguments: {} })).rejects.toThrow(
      'Unknown tool: delete_flow_logs',
    );
  });

  await test.step('the server received exactly what was allowed', () => {
    const calls = upstream.received.filter(({ method }) => method === 'tools/call');
    expect(calls).toEqual(
      Array.from({ length: 30 }, (_, index) => ({
        method: 'tools/call',
        tool: 'manage_kv_store',
        args: { key: `k${index + 1}` },
      })),
    );
  });

  await test.step('the log shows all of it', async () => {
    await page.getByRole('link', { name: 'Open the call log' }).click();
    const log = page.getByRole('main');
    await expect(log.getByText('delete_flow_logs')).toBeVisible();
    await expect(log.getByText('(default deny)')).toBeVisible();
    await expect(log.getByText('/tools/manage_kv_store/limits/0')).toBeVisible();
    await expect(log.getByText('manage_kv_store', { exact: true })).toHaveCount(31);
  });
});

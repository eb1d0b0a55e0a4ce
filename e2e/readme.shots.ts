import { mintGrant, publish, registerServer, signUpForServers, test } from './fixtures';

const folder = 'public/screenshots';

test('the pictures of README', async ({ page, upstream, connectAgent }) => {
  await page.goto('/tools/kestra-io-mcp-server-python/manage-kv-store');
  await page.screenshot({ path: `${folder}/tool.png` });
  await page.getByRole('link', { name: 'Limit this tool' }).click();
  await signUpForServers(page, { email: 'ada@example.com', password: 'a long enough password' });
  await registerServer(page, { url: upstream.url });
  await page.getByRole('button', { name: /Recommended/ }).click();
  await page.getByRole('radiogroup', { name: 'Rule for execute_flow' }).getByRole('radio', { name: 'Approve' }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/builder.png` });
  await publish(page);
  await page.getByRole('link', { name: 'Grants' }).click();
  const agent = await connectAgent(await mintGrant(page, 'Claude Code'));
  for (const name of ['list_namespaces', 'manage_kv_store', 'execute_flow', 'manage_kv_store', 'search_flows']) {
    await agent.callTool({ name, arguments: { namespace: 'company.team' } });
  }
  await agent.callTool({ name: 'delete_flow_logs', arguments: {} }).catch(() => undefined);
  await page.getByRole('link', { name: 'Open the call log' }).click();
  await page.getByText('delete_flow_logs').waitFor();
  await page.screenshot({ path: `${folder}/calls.png` });
});

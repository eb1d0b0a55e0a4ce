import { expect, mintGrant, publish, registerServer, signUpForServers, test, textOf } from './fixtures';

test('a held call waits for a person, passes exactly once when approved, and is refused when rejected', {
  tag: '@phone',
}, async ({ page, upstream, connectAgent }) => {
  await page.goto('/sign-up');
  await signUpForServers(page);
  await page.getByRole('link', { name: 'Register a server' }).first().click();
  await registerServer(page, { name: 'Kestra', url: upstream.url });
  await expect(page).toHaveURL(/\/servers\/[0-9a-f-]+/);
  await page.getByRole('link', { name: 'Policy', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Rule for execute_flow' }).getByRole('radio', { name: 'Approve' }).click();
  await publish(page);
  await page.getByRole('link', { name: 'Grants' }).click();
  const grant = await mintGrant(page, 'the agent');
  const agent = await connectAgent(grant, 'legacy');
  const call = (flow: string) => agent.callTool({ name: 'execute_flow', arguments: { flow } });
  const reached = () => upstream.received.filter(({ method }) => method === 'tools/call').map(({ args }) => args?.flow);

  await test.step('the first call is held, and so is its repeat', async () => {
    for (const result of [await call('nightly'), await call('nightly')]) {
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain('Repeat this exact call');
      expect(result._meta?.['policylayer/decision']).toMatchObject({ outcome: 'hold' });
    }
    expect(reached()).toEqual([]);
  });

  await test.step('a person sees its arguments and approves it', async () => {
    await page.getByRole('link', { name: /^Approvals/ }).click();
    const card = page.getByRole('article', { name: 'execute_flow for the agent' });
    await expect(card).toHaveCount(1);
    await expect(card.getByText('nightly')).toBeVisible();
    await card.getByRole('button', { name: 'Approve once' }).click();
    await expect(card).toHaveCount(0);
  });

  await test.step('the identical repeat passes once; another call and a second repeat are held', async () => {
    expect(textOf(await call('weekly'))).toContain('Repeat this exact call');
    expect(textOf(await call('nightly'))).toBe('{"flow":"nightly"}');
    expect((await call('nightly'))._meta?.['policylayer/decision']).toMatchObject({ outcome: 'hold' });
    expect(reached()).toEqual(['nightly']);
  });

  await test.step('a rejected call is refused with the reason', async () => {
    await page.reload();
    const card = page.getByRole('article', { name: 'execute_flow for the agent' }).filter({ hasText: 'weekly' });
    await card.getByLabel(/reason/i).fill('Not during the migration.');
    await card.getByRole('button', { name: 'Reject' }).click();
    await expect(card).toHaveCount(0);
    const refused = await call('weekly');
    expect(textOf(refused)).toContain('[POLICY DENIED]');
    expect(textOf(refused)).toContain('Not during the migration.');
    expect(reached()).toEqual(['nightly']);
  });
});

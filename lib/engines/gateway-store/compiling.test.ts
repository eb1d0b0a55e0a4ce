import { RE2JS } from 're2js';
import { expect, test, vi } from 'vitest';
import { openSnapshots } from './snapshots';
import { makeInstallation } from './test-installation';

test('loading a policy compiles none of its expressions, however costly they are', async () => {
  const deny = (at: number) => ({
    deny_if: [{ conditions: [{ path: 'args.a', op: 'regex', value: `(?i)${'[\\pL\\pN]?'.repeat(100)}${at}` }] }],
  });
  const tools = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`t${at}`, deny(at)]));
  const installation = await makeInstallation('https://mcp.example/', { version: '1', default: 'deny', tools });
  const compile = vi.spyOn(RE2JS, 'compile');
  const snapshots = await openSnapshots(installation.gatewayUrl);
  expect(snapshots.current().grants.get(installation.tokenHash)?.policy?.compiled).toMatchObject({ isCostly: true });
  expect(compile).not.toHaveBeenCalled();
  await snapshots.close();
  await installation.close();
});

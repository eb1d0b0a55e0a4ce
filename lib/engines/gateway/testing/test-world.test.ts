import { snapshotSourceContract } from '@/lib/engines/gateway/snapshot-source.contract';
import { endpointOf, inForce, makeGrant, withSettings } from './test-gate';
import { memoryWorld } from './test-world';

snapshotSourceContract(async () => {
  const endpoint = endpointOf({ upstreamUrl: 'https://mcp.example/', tools: [] });
  const ours = makeGrant('ours', { version: '1', default: 'allow' });
  const theirs = makeGrant('theirs', null, { organisationId: 'theirs' });
  const world = memoryWorld({ endpoint, grant: ours });
  world.put(theirs);
  return {
    source: world.source,
    ours: { ...ours, endpointId: endpoint.id },
    theirs,
    revoke: async ({ tokenHash }) => world.put({ ...(tokenHash === ours.tokenHash ? ours : theirs), revoked: true }),
    removeEndpoint: async () => world.setEndpoint(null),
    async publishWithSettings(number) {
      const policy = inForce({ version: '1', default: 'deny' }, number);
      world.change({
        grants: [{ ...ours, policy }],
        endpoint: withSettings(endpoint, { sessionsPerMinute: number }),
      });
    },
    cutOff: () => world.setAge(60_000),
    close: async () => {},
  };
});

import { z } from 'zod';
import { parse } from '@/lib/base/input/parse';
import { authorise, type Viewer } from '@/lib/domain/actors/viewer';
import { getPolicy } from './get-policy';
import { type PublishedVersion, publishPolicy } from './publish-policy';
import { PublishPolicyInput } from './schema';

const RepublishVersionInput = PublishPolicyInput.pick({ serverId: true, name: true }).extend({
  /** The version whose document is published again. */
  number: z.number().int().min(1),
  /** The version that was live when the viewer agreed to what changes. */
  expectedVersion: z.number().int().min(1),
});

/** Publishes the document of an earlier version as the next one, under every check that a new document passes. */
export async function republishVersion(
  viewer: Viewer,
  input: z.input<typeof RepublishVersionInput>,
): Promise<PublishedVersion> {
  authorise(viewer, 'policy.publish');
  const { serverId, name, number, expectedVersion } = parse(RepublishVersionInput, input);
  const { document } = await getPolicy(viewer, { serverId, name, number });
  return publishPolicy(viewer, { serverId, name, document, expectedVersion });
}

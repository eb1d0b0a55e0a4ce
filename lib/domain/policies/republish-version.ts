import { z } from 'zod';
import { parse } from '@/lib/base/input/parse';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import { getPolicy } from './get-policy';
import { type PublishedVersion, publishPolicy } from './publish-policy';
import { PublishPolicyInput } from './schema';

const RepublishVersionInput = PublishPolicyInput.pick({ serverId: true, name: true }).extend({
  /** The version whose document is published again. */
  number: z.number().int().min(1),
  /** The version that was live when the actor agreed to what changes. */
  expectedVersion: z.number().int().min(1),
});

/** Publishes the document of an earlier version as the next one, under every check that a new document passes. */
export async function republishVersion(
  actor: Actor,
  input: z.input<typeof RepublishVersionInput>,
): Promise<PublishedVersion> {
  authorise(actor, 'policy.publish');
  const { serverId, name, number, expectedVersion } = parse(RepublishVersionInput, input);
  const { document } = await getPolicy(actor, { serverId, name, number });
  return publishPolicy(actor, { serverId, name, document, expectedVersion });
}

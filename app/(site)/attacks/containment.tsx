import { Badge, type Tone } from '@/components/ui/badge';
import type { Containment } from '@/lib/core/attacks/attack';

type Words = { tone: Tone; badge: string; means: string; policy: string };

/** How the pages speak of what a gateway can do against a pattern. */
export const containmentWords: Readonly<Record<Containment, Words>> = {
  contained: {
    tone: 'allow',
    badge: 'Contained',
    means: 'Every step that does harm is a tool call, so a rule can refuse, hold or limit it.',
    policy: 'A policy that contains it',
  },
  partly: {
    tone: 'hold',
    badge: 'Contained in part',
    means: 'The calls it leads to can be refused or held. The cause remains, or part of the harm needs no call.',
    policy: 'A policy that contains its calls',
  },
  damage: {
    tone: 'deny',
    badge: 'Not by a gateway',
    means: 'It happens outside tool calls. A policy only limits the damage that follows.',
    policy: 'A policy that limits the damage',
  },
};

export function ContainmentBadge({ containment }: { containment: Containment }) {
  const { tone, badge } = containmentWords[containment];
  return <Badge tone={tone}>{badge}</Badge>;
}

import { applyEdits, format } from 'jsonc-parser';
import { db } from '@/lib/base/database/client';
import { open } from '@/lib/base/secrets/secret-box';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import type { Approval } from '@/prisma/client/client';
import type { ApprovalInbox, ShownApproval } from './schema';

/** Those that run out next; the others come up as these are decided. */
const WAITING_SHOWN = 100;
const DECIDED_SHOWN = 50;

type Row = Approval & {
  server: { name: string };
  grant: { label: string };
  policyVersion: { number: number; policy: { name: string } };
};

const beside = {
  server: { select: { name: true } },
  grant: { select: { label: true } },
  policyVersion: { select: { number: true, policy: { select: { name: true } } } },
} as const;

/** What waits for a person, the soonest to expire first, then what was decided or ran out, newest first. */
export async function listApprovals(actor: Actor, now = new Date()): Promise<ApprovalInbox> {
  authorise(actor, 'read');
  const { organisationId } = actor;
  const isWaiting = { state: 'pending' as const, expiresAt: { gt: now } };
  const [waiting, past] = await Promise.all([
    db().approval.findMany({
      where: { organisationId, ...isWaiting },
      include: beside,
      orderBy: { expiresAt: 'asc' },
      take: WAITING_SHOWN,
    }),
    db().approval.findMany({
      where: { organisationId, NOT: isWaiting },
      include: beside,
      orderBy: { createdAt: 'desc' },
      take: DECIDED_SHOWN,
    }),
  ]);
  return { waiting: waiting.map(toShown), past: past.map(toShown) };
}

function toShown({ argumentsBox, argumentsDigest, server, grant, policyVersion, ...row }: Row): ShownApproval {
  return {
    id: row.id,
    serverId: row.serverId,
    server: server.name,
    grant: grant.label,
    policy: `${policyVersion.policy.name} v${policyVersion.number}`,
    tool: row.tool,
    rule: row.rule,
    message: row.message,
    reason: row.reason,
    state: row.state,
    digest: argumentsDigest,
    arguments: argumentsBox ? readArguments(argumentsBox, row.id) : null,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** The arguments as indented JSON; null when their box was sealed with a key this process does not have. */
function readArguments(box: string, id: string): string | null {
  try {
    const text = open(box, `approval:${id}`);
    // As text, since a number may have more digits than a value holds.
    return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
  } catch {
    return null;
  }
}

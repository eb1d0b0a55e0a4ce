'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Confirm } from '@/components/ui/confirm';
import { SubmitButton } from '@/components/ui/submit-button';
import { Time } from '@/components/ui/time';
import type { ShownGrant } from '@/lib/domain/grants/schema';

type GrantListProps = { grants: ShownGrant[]; revoke?: FormAction };

export function GrantList({ grants, revoke }: GrantListProps) {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">
        All grants <span className="font-normal text-ink-faint tabular-nums">{grants.length}</span>
      </h2>
      <Card className="overflow-hidden">
        <ul className="divide-y">
          {grants.map((grant) => (
            <li key={grant.id} className="px-4 py-3.5 sm:px-5">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <div className="min-w-0 flex-1 basis-56">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="break-words font-medium text-sm">{grant.label}</span>
                    <Standing {...grant} />
                  </p>
                  <Facts {...grant} />
                </div>
                {revoke && grant.revokedAt === null && <Revoke grant={grant} action={revoke} />}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Standing({ revokedAt, expiresAt }: ShownGrant) {
  if (revokedAt) return <Badge tone="deny">Revoked</Badge>;
  if (expiresAt && new Date(expiresAt) <= new Date()) return <Badge>Expired</Badge>;
  return <Badge tone="allow">Active</Badge>;
}

function Facts({ tokenHint, policyName, lastUsedAt, expiresAt, revokedAt }: ShownGrant) {
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-faint text-sm">
      <span className="font-mono">plg_…{tokenHint}</span>
      <span>{policyName ? `under ${policyName}` : 'no policy: every call is denied'}</span>
      <span>
        {lastUsedAt ? (
          <>
            used <Time at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
      </span>
      {expiresAt && !revokedAt && (
        <span>
          expires <Time at={expiresAt} />
        </span>
      )}
    </p>
  );
}

function Revoke({ grant, action }: { grant: ShownGrant; action: FormAction }) {
  return (
    <Confirm
      label="Revoke"
      question={`Revoke the grant for ${grant.label}? Every further call is refused. You cannot undo this.`}
    >
      <ActionForm action={action} className="grid gap-2">
        {() => (
          <>
            <input type="hidden" name="grantId" value={grant.id} />
            <SubmitButton kind="danger" size="small" busy="Revoking…" className="w-fit">
              Revoke now
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </Confirm>
  );
}

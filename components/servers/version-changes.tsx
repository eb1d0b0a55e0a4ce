'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { ChangeList } from '@/components/policy-builder/change-list';
import { Card } from '@/components/ui/card';
import { Confirm } from '@/components/ui/confirm';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Sentence } from '@/lib/core/policy/diff/diff';

type VersionChangesProps = {
  number: number;
  live: number;
  isSameText: boolean;
  /** From the live version to this one; null where they cannot be compared. */
  changes: Sentence[] | null;
  republish?: FormAction;
};

/** What an earlier version would change, and the way to publish it again. */
export function VersionChanges({ number, live, isSameText, changes, republish }: VersionChangesProps) {
  const wider = changes?.filter(({ kind }) => kind === 'wider') ?? [];
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">Compared with version {live}, which is live</h2>
      <Card className="grid gap-4 p-4 sm:p-5">
        {changes && changes.length > 0 ? (
          <>
            <p className="text-ink-soft text-sm">Publishing version {number} again would change:</p>
            <ChangeList changes={changes} />
          </>
        ) : (
          <p className="text-ink-soft text-sm">{withoutChanges(changes, isSameText)}</p>
        )}
        {republish && changes && !isSameText && (
          <ActionForm action={republish} className="grid gap-3">
            {() => (
              <>
                <input type="hidden" name="expectedVersion" value={live} />
                <Confirm label="Publish this version again" question={<Question number={number} wider={wider} />}>
                  <SubmitButton kind={wider.length > 0 ? 'danger' : 'primary'} busy="Publishing…" className="w-fit">
                    Publish as version {live + 1}
                  </SubmitButton>
                </Confirm>
              </>
            )}
          </ActionForm>
        )}
      </Card>
    </section>
  );
}

function withoutChanges(changes: Sentence[] | null, isSameText: boolean): string {
  if (!changes) return 'This version cannot be compared, because it is not valid under the current rules.';
  return isSameText ? 'Both have the same text.' : 'Written differently, with the same effect.';
}

function Question({ number, wider }: { number: number; wider: Sentence[] }) {
  const effect = `The document of version ${number} becomes a new version and takes effect at once.`;
  if (wider.length === 0) return `${effect} It opens nothing that is closed now.`;
  return (
    <div className="grid gap-2">
      <p>{effect} It allows more than the live version:</p>
      <ChangeList changes={wider} />
    </div>
  );
}

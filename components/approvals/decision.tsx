'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';

type DecisionProps = { id: string; decide: FormAction; onDecided: () => void };

/** Two forms, so that Enter in the reason rejects and never approves. */
export function Decision({ id, decide, onDecided }: DecisionProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 border-t pt-4">
      <ActionForm action={decide} onDone={onDecided} className="grid gap-2">
        {() => (
          <>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="decision" value="approve" />
            <SubmitButton busy="Approving…">Approve once</SubmitButton>
          </>
        )}
      </ActionForm>
      <ActionForm action={decide} onDone={onDecided} className="grid flex-1 basis-60 gap-2">
        {({ values, fieldErrors }) => (
          <div className="flex gap-2">
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="decision" value="reject" />
            <Input
              name="reason"
              aria-label="Reason, shown to the agent"
              placeholder="Reason, shown to the agent"
              defaultValue={values?.reason}
              aria-invalid={fieldErrors?.reason ? true : undefined}
              maxLength={500}
              className="min-w-0 flex-1"
            />
            <SubmitButton kind="danger" busy="Rejecting…">
              Reject
            </SubmitButton>
          </div>
        )}
      </ActionForm>
    </div>
  );
}

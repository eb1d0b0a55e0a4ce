'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Confirm } from '@/components/ui/confirm';
import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';

export function RenameForm({ action, name }: { action: FormAction; name: string }) {
  return (
    <ActionForm action={action} className="grid gap-4">
      {({ values, fieldErrors }) => (
        <>
          <Field label="Name" errors={fieldErrors?.name}>
            {(control) => (
              <Input {...control} name="name" required defaultValue={values?.name ?? name} autoComplete="off" />
            )}
          </Field>
          <SubmitButton kind="secondary" busy="Renaming…" className="w-fit">
            Rename
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

export function RefreshForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} className="grid gap-3">
      {() => (
        <SubmitButton size="small" kind="secondary" busy="Connecting and reading its tools…" className="w-fit">
          Read tools again
        </SubmitButton>
      )}
    </ActionForm>
  );
}

export function RemoveForm({ action, name }: { action: FormAction; name: string }) {
  return (
    <Confirm
      label="Remove this server"
      question={`Removes ${name} with its policies, grants and waiting approvals. Agents are refused at once. The call log and the change log keep what happened.`}
    >
      <ActionForm action={action} className="grid gap-3">
        {() => (
          <>
            <label className="flex items-center gap-2">
              <input type="checkbox" name="sure" value="yes" className="size-4" />
              Yes, this cannot be undone
            </label>
            <SubmitButton kind="danger" busy="Removing…" className="w-fit">
              Remove {name}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </Confirm>
  );
}

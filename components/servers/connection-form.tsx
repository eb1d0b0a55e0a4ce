'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormState } from '@/lib/core/form-state';
import { CredentialFields } from './credential-fields';

type ConnectionFormProps = { action: FormAction; url: string; hasCredentials: boolean };

/** Where the server is reached and with what; both are tried before they are stored. */
export function ConnectionForm({ action, url, hasCredentials }: ConnectionFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        <>
          <Field label="Server URL" errors={state.fieldErrors?.url}>
            {(control) => (
              <Input
                {...control}
                key={url}
                name="url"
                type="url"
                inputMode="url"
                required
                defaultValue={state.ok ? url : (state.values?.url ?? url)}
                autoComplete="off"
                className="font-mono"
              />
            )}
          </Field>
          <Credentials key={String(hasCredentials)} state={state} hasCredentials={hasCredentials} />
          <SubmitButton kind="secondary" busy="Connecting and reading its tools…" className="w-fit">
            Connect and store
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

function Credentials({ state, hasCredentials }: { state: FormState; hasCredentials: boolean }) {
  const choices = [
    { value: 'keep', word: hasCredentials ? 'Keep the stored ones' : 'None' },
    { value: 'replace', word: hasCredentials ? 'Replace them' : 'Send a header' },
    ...(hasCredentials ? [{ value: 'remove', word: 'Remove them' }] : []),
  ];
  const chosen = state.ok ? 'keep' : (state.values?.credentials ?? 'keep');
  const errors = state.fieldErrors?.credentials;
  return (
    <fieldset className="group grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">Credentials</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        {choices.map(({ value, word }) => (
          <label key={value} className="flex items-center gap-2">
            <input
              type="radio"
              name="credentials"
              value={value}
              defaultChecked={value === chosen}
              className="size-4 accent-accent"
            />
            {word}
          </label>
        ))}
      </div>
      {errors && (
        <p role="alert" className="text-deny text-sm">
          {errors.join(' ')}
        </p>
      )}
      <div className="hidden group-has-[[value=replace]:checked]:block">
        <CredentialFields state={state} />
      </div>
    </fieldset>
  );
}

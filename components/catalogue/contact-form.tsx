'use client';

import { useActionState } from 'react';
import { Field, Input, Textarea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { emptyFormState, type FormState } from '@/lib/core/form-state';

type ContactFormProps = {
  /** The page it stands on. */
  page: string;
  send: (state: FormState, form: FormData) => Promise<FormState>;
};

export function ContactForm({ page, send }: ContactFormProps) {
  const [state, action] = useActionState(send, emptyFormState);

  if (state.ok) return <Notice tone="allow">{state.message}</Notice>;
  return (
    <form action={action} className="grid max-w-xl gap-4">
      <input type="hidden" name="page" value={page} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" errors={state.fieldErrors?.name}>
          {(control) => (
            <Input
              {...control}
              name="name"
              defaultValue={state.values?.name}
              autoComplete="name"
              required
              maxLength={100}
            />
          )}
        </Field>
        <Field label="E-mail" errors={state.fieldErrors?.email}>
          {(control) => (
            <Input
              {...control}
              name="email"
              defaultValue={state.values?.email}
              type="email"
              autoComplete="email"
              required
              maxLength={254}
            />
          )}
        </Field>
      </div>
      <Field label="Message" errors={state.fieldErrors?.message}>
        {(control) => (
          <Textarea {...control} name="message" defaultValue={state.values?.message} required maxLength={5_000} />
        )}
      </Field>
      {state.message && <Notice tone="deny">{state.message}</Notice>}
      <SubmitButton busy="Sending" className="justify-self-start">
        Send message
      </SubmitButton>
    </form>
  );
}

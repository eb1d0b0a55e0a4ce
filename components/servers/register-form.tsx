'use client';

import { useFormStatus } from 'react-dom';
import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormState } from '@/lib/form-state';

type RegisterFormProps = { action: FormAction; known: { slug: string; name: string } | null; tool?: string };

export function RegisterForm({ action, known, tool }: RegisterFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        <>
          {known && <input type="hidden" name="from" value={known.slug} />}
          {tool && <input type="hidden" name="tool" value={tool} />}
          <Field label="Name" hint="As your team calls it." errors={state.fieldErrors?.name}>
            {(control) => (
              <Input
                {...control}
                name="name"
                required
                defaultValue={state.values?.name ?? known?.name}
                autoComplete="off"
              />
            )}
          </Field>
          <Field
            label="Server URL"
            hint="The Streamable HTTP endpoint, often ending in /mcp."
            errors={state.fieldErrors?.url}
          >
            {(control) => (
              <Input
                {...control}
                name="url"
                type="url"
                inputMode="url"
                required
                placeholder="https://mcp.example.com/mcp"
                defaultValue={state.values?.url}
                autoComplete="off"
                className="font-mono"
              />
            )}
          </Field>
          <Credentials state={state} />
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton busy="Connecting…">Connect and read tools</SubmitButton>
            <Progress />
          </div>
        </>
      )}
    </ActionForm>
  );
}

function Credentials({ state: { values, fieldErrors } }: { state: FormState }) {
  return (
    <details className="group rounded-control border px-4 py-3" open={Boolean(values?.header || fieldErrors?.headers)}>
      <summary className="font-medium text-sm">The server wants credentials</summary>
      <div className="mt-4 grid gap-4 sm:grid-cols-[1fr_2fr]">
        <Field label="Header" errors={fieldErrors?.headers}>
          {(control) => (
            <Input
              {...control}
              name="header"
              placeholder="Authorization"
              defaultValue={values?.header}
              autoComplete="off"
              className="font-mono"
            />
          )}
        </Field>
        <Field label="Value" hint="Kept encrypted. It never reaches your agents and is not shown again.">
          {(control) => (
            <Input
              {...control}
              name="secret"
              type="password"
              placeholder="Bearer …"
              autoComplete="off"
              className="font-mono"
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function Progress() {
  const { pending } = useFormStatus();
  return (
    <p aria-live="polite" className="text-ink-soft text-sm">
      {pending && 'Reading its tools; this takes at most 20 seconds.'}
    </p>
  );
}

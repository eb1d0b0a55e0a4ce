'use client';

import { useFormStatus } from 'react-dom';
import { ActionForm, type FormAction } from '@/components/form/action-form';
import { CodeBlock } from '@/components/ui/code-block';
import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormState } from '@/lib/core/form-state';
import { CredentialFields } from './credential-fields';

type RegisterFormProps = { action: FormAction; known: { slug: string; name: string } | null; tool?: string };

/** Puts a server that speaks stdio behind Streamable HTTP at http://127.0.0.1:8000/mcp. */
const BRIDGE = 'npx mcp-proxy --port 8000 --host 127.0.0.1 --server stream -- <command>';

export function RegisterForm({ action, known, tool }: RegisterFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        <>
          {known && <input type="hidden" name="from" value={known.slug} />}
          {tool && <input type="hidden" name="tool" value={tool} />}
          <Field label="Name" hint="The name that your team uses." errors={state.fieldErrors?.name}>
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
          <Stdio />
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

function Stdio() {
  return (
    <details className="rounded-control border px-4 py-3">
      <summary className="font-medium text-sm">The server only supports stdio</summary>
      <div className="mt-3 grid gap-3 text-ink-soft text-sm">
        <p>
          Put it behind HTTP first, then register <code className="font-mono">http://127.0.0.1:8000/mcp</code>:
        </p>
        <CodeBlock title="Where the server and the gateway run" text={BRIDGE} isWrapped />
        <p>
          A private address like this is refused unless PolicyLayer runs with{' '}
          <code className="font-mono">ALLOW_PRIVATE_UPSTREAMS=1</code> and its owner lets your organisation reach
          private addresses.
        </p>
      </div>
    </details>
  );
}

function Credentials({ state }: { state: FormState }) {
  const { values, fieldErrors } = state;
  return (
    <details className="group rounded-control border px-4 py-3" open={Boolean(values?.header || fieldErrors?.headers)}>
      <summary className="font-medium text-sm">The server requires credentials</summary>
      <div className="mt-4">
        <CredentialFields state={state} />
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

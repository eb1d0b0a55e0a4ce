'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormState } from '@/lib/core/form-state';

type Shown = Record<(typeof numbers)[number]['name'], string>;

type ServerSettingsFormProps = { action: FormAction; shown: Shown; mayAsk: readonly string[] };

const asks = [
  {
    method: 'elicitation/create',
    label: 'Ask the user',
    text: 'The server shows the user a question or a link, and reads the answer.',
  },
  {
    method: 'roots/list',
    label: 'List the client’s folders',
    text: 'The server learns which folders or repositories the client works in.',
  },
  {
    method: 'sampling/createMessage',
    label: 'Use the client’s model',
    text: 'The server sends prompts to the client’s model, at your cost and with your data.',
  },
] as const;

const numbers = [
  {
    name: 'bodyMebibytes',
    label: 'Maximum request size (MiB)',
    max: 16,
    hint: '1 to 16. A larger request from an agent is refused.',
  },
  {
    name: 'firstByteSeconds',
    label: 'Response timeout (seconds)',
    max: 300,
    hint: '1 to 300. How long a call waits for the first byte of the answer.',
  },
  {
    name: 'sessionsPerMinute',
    label: 'New sessions per minute',
    max: 1_000,
    hint: '1 to 1,000 for each grant. Counts only where the server issues Mcp-Session-Id.',
  },
  {
    name: 'sessionsOpenMax',
    label: 'Open sessions',
    max: 1_000,
    hint: '1 to 1,000 at once for each grant, where the server issues Mcp-Session-Id. At the limit, one unused for 15 minutes makes room.',
  },
] as const;

/** Which requests a server may send to agents, and the limits of what agents send to it. */
export function ServerSettingsForm({ action, shown, mayAsk }: ServerSettingsFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        <>
          <Asks mayAsk={askedIn(state) ?? mayAsk} />
          <div className="grid gap-4 sm:grid-cols-2">
            {numbers.map(({ name, label, hint, max }) => (
              <Field key={name} label={label} hint={hint} errors={state.fieldErrors?.[name]}>
                {(control) => (
                  <Input
                    {...control}
                    key={shown[name]}
                    name={name}
                    type="number"
                    inputMode="numeric"
                    min={1}
                    max={max}
                    required
                    defaultValue={state.ok ? shown[name] : (state.values?.[name] ?? shown[name])}
                  />
                )}
              </Field>
            ))}
          </div>
          <SubmitButton kind="secondary" busy="Saving…" className="w-fit">
            Save settings
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

function Asks({ mayAsk }: { mayAsk: readonly string[] }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">Requests this server may send to your agents</legend>
      {asks.map(({ method, label, text }) => (
        <label key={`${method} ${mayAsk.includes(method)}`} className="flex items-start gap-3 text-sm">
          <input
            type="checkbox"
            name="mayAsk"
            value={method}
            defaultChecked={mayAsk.includes(method)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            <span className="font-medium">{label}</span>{' '}
            <code className="break-words font-mono text-ink-faint text-xs">{method}</code>
            <span className="block text-ink-soft">{text}</span>
          </span>
        </label>
      ))}
      <p className="text-ink-faint text-sm">Every other request from the server is refused and logged.</p>
    </fieldset>
  );
}

/** What was ticked in a form that was not stored. */
function askedIn({ ok, values }: FormState): string[] | undefined {
  return ok ? undefined : values?.mayAsk?.split(' ');
}

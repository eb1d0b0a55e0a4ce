'use client';

import { useActionState } from 'react';
import { Card } from '@/components/ui/card';
import { Field, Input, Select } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MintState } from './mint-state';
import { TokenPanel } from './token-panel';

type MintFormProps = {
  action: (state: MintState, form: FormData) => Promise<MintState>;
  policies: { id: string; name: string; number: number }[];
  server: { id: string; name: string; gatewayUrl: string };
};

const lifetimes = [
  { days: 0, word: 'Never' },
  { days: 1, word: 'In a day' },
  { days: 7, word: 'In a week' },
  { days: 30, word: 'In 30 days' },
  { days: 90, word: 'In 90 days' },
];

const untouched: MintState = { ok: false };

export function MintForm({ action, policies, server }: MintFormProps) {
  const [state, submit] = useActionState(action, untouched);
  return (
    <div className="grid gap-6">
      {state.minted && <TokenPanel key={state.minted.id} {...state.minted} server={server} />}
      <Card className="p-4 sm:p-5">
        <form action={submit} className="grid gap-4" noValidate>
          {state.message && <Notice tone="deny">{state.message}</Notice>}
          <div className="grid items-start gap-4 sm:grid-cols-[2fr_1fr_1fr]">
            <Field label="Used by" errors={state.fieldErrors?.label}>
              {(control) => (
                <Input
                  {...control}
                  name="label"
                  required
                  maxLength={80}
                  placeholder="Claude Code on Ada’s laptop"
                  defaultValue={state.values?.label}
                  autoComplete="off"
                />
              )}
            </Field>
            <Field label="Policy" errors={state.fieldErrors?.policyId}>
              {(control) => (
                <Select {...control} name="policyId">
                  {policies.map(({ id, name, number }) => (
                    <option key={id} value={id}>
                      {name} (version {number})
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Expires" errors={state.fieldErrors?.expiresAt}>
              {(control) => (
                <Select {...control} name="days">
                  {lifetimes.map(({ days, word }) => (
                    <option key={days} value={days}>
                      {word}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <SubmitButton busy="Minting…" className="w-fit">
            Mint grant
          </SubmitButton>
        </form>
      </Card>
    </div>
  );
}

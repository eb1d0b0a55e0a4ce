import { Field, Input } from '@/components/ui/field';
import type { FormState } from '@/lib/core/form-state';

/** One static header as a form sends it; its value is never filled in again. */
export function CredentialFields({ state: { values, fieldErrors } }: { state: FormState }) {
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
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
  );
}

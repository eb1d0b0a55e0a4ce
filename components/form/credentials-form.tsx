'use client';

import { Field, Input } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { ActionForm, type FormAction } from './action-form';

type CredentialsFormProps = {
  kind: 'sign-in' | 'sign-up';
  action: FormAction;
  next: string;
  /** The token of the link that led here. */
  invitation?: string | undefined;
};

/** E-mail and password, and for a new account what to call its organisation. */
export function CredentialsForm({ kind, action, next, invitation }: CredentialsFormProps) {
  const isNew = kind === 'sign-up';
  return (
    <ActionForm action={action}>
      {({ values, fieldErrors }) => (
        <>
          <input type="hidden" name="next" value={next} />
          {invitation && <input type="hidden" name="invitation" value={invitation} />}
          <Field label="E-mail address" errors={fieldErrors?.email}>
            {(control) => (
              <Input
                {...control}
                name="email"
                type="email"
                autoComplete="username"
                required
                defaultValue={values?.email}
              />
            )}
          </Field>
          <Field
            label="Password"
            hint={isNew ? 'At least 10 characters. A few words work best.' : undefined}
            errors={fieldErrors?.password}
          >
            {(control) => (
              <Input
                {...control}
                name="password"
                type="password"
                autoComplete={isNew ? 'new-password' : 'current-password'}
                required
              />
            )}
          </Field>
          {isNew && (
            <Field label="Organisation (optional)" errors={fieldErrors?.organisationName}>
              {(control) => (
                <Input
                  {...control}
                  name="organisationName"
                  autoComplete="organization"
                  defaultValue={values?.organisationName}
                />
              )}
            </Field>
          )}
          <SubmitButton busy={isNew ? 'Creating your account…' : 'Signing in…'}>
            {isNew ? 'Create free account' : 'Sign in'}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

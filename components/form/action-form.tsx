'use client';

import { type ReactNode, useActionState, useEffect, useRef } from 'react';
import { Notice } from '@/components/ui/notice';
import { emptyFormState, type FormState } from '@/lib/core/form-state';

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

type ActionFormProps = {
  action: FormAction;
  className?: string;
  /** Runs when the action succeeded. */
  onDone?: () => void;
  children: (state: FormState) => ReactNode;
};

/** A form over a server action, with or without JavaScript: what the action answered is above its fields. */
export function ActionForm({ action, className = 'grid gap-5', onDone, children }: ActionFormProps) {
  const [state, submit] = useActionState(action, emptyFormState);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.ok) onDone?.();
  }, [state, onDone]);
  // On a phone the button of a long form is a screen below.
  useEffect(() => {
    if (state.message) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <form action={submit} className={className} noValidate>
      {state.message && (
        <div ref={answer} className="scroll-mt-4">
          <Notice tone={state.ok ? 'allow' : 'deny'}>{state.message}</Notice>
        </div>
      )}
      {children(state)}
    </form>
  );
}

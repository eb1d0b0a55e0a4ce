'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';

/** Submits its form; while the action runs it is disabled and says so in `busy`. */
export function SubmitButton({ children, busy, ...rest }: ComponentProps<typeof Button> & { busy: string }) {
  const { pending } = useFormStatus();
  return (
    <Button {...rest} type="submit" disabled={pending || rest.disabled}>
      {pending ? (
        <>
          <LoaderCircle aria-hidden className="animate-spin" />
          {busy}
        </>
      ) : (
        children
      )}
    </Button>
  );
}

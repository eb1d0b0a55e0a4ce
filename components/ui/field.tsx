import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';

const control =
  'w-full rounded-control border border-line-strong/60 bg-surface px-3 text-ink placeholder:text-ink-faint hover:border-line-strong aria-invalid:border-deny';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(control, 'h-10 text-base sm:text-sm', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(control, 'min-h-28 py-2 text-base sm:text-sm', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(control, 'h-10 text-base sm:text-sm', className)} {...rest} />;
}

type FieldProps = {
  label: string;
  hint?: ReactNode;
  errors?: string[];
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
};

/** A label, its control, a hint and what is wrong with the value, tied together for assistive technology. */
export function Field({ label, hint, errors, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, errors?.length && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': errors?.length ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint text-sm">
          {hint}
        </p>
      )}
      {errors?.length ? (
        <p id={`${id}-error`} className="text-deny text-sm">
          {errors.join(' ')}
        </p>
      ) : null}
    </div>
  );
}

/** What a server action tells its form; never carries a secret back. */
export type FormState = {
  ok: boolean;
  message?: string;
  fieldErrors?: Record<string, string[]>;
  /** What was typed, to fill the form again. */
  values?: Record<string, string>;
};

export const emptyFormState: FormState = { ok: false };

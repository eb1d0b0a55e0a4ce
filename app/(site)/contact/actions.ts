'use server';

import type { FormState } from '@/lib/core/form-state';
import { sendContactMessage } from '@/lib/domain/contact/send-message';
import { clientAddress } from '@/lib/edges/auth/client-address';
import { formAction, textOf } from '@/lib/edges/forms/form-action';

export async function sendMessage(_state: FormState, form: FormData): Promise<FormState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email'), message: textOf(form, 'message') };
  return formAction<FormState>(values, async () => {
    await sendContactMessage({ ...values, page: textOf(form, 'page') }, await clientAddress());
    return { ok: true, message: "Message sent. We'll get back to you soon." };
  });
}

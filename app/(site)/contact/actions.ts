'use server';

import { clientAddress } from '@/lib/auth/client-address';
import { formAction, textOf } from '@/lib/auth/form-action';
import { sendContactMessage } from '@/lib/contact/send-message';
import type { FormState } from '@/lib/form-state';

export async function sendMessage(_state: FormState, form: FormData): Promise<FormState> {
  const values = { name: textOf(form, 'name'), email: textOf(form, 'email'), message: textOf(form, 'message') };
  return formAction<FormState>(values, async () => {
    await sendContactMessage({ ...values, page: textOf(form, 'page') }, await clientAddress());
    return { ok: true, message: "Message sent. We'll get back to you soon." };
  });
}

import type { FormState } from '@/lib/core/form-state';

/** The one place a token is carried: shown once, never stored and never in a URL. */
export type MintState = FormState & { minted?: { id: string; label: string; token: string } };

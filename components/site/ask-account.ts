/** What a public page, which is the same for everybody, can know of its reader. */
export type ReaderState = { signedIn: boolean; canSignUp: boolean };

let asking: Promise<ReaderState | null> | undefined;

/** Asks once for all that ask at the same moment; null when there is no answer. */
export function askAccount(): Promise<ReaderState | null> {
  asking ??= fetchAccount()
    .catch(() => null)
    .finally(() => {
      asking = undefined;
    });
  return asking;
}

async function fetchAccount(): Promise<ReaderState | null> {
  const response = await fetch('/api/account');
  const answer: unknown = response.ok ? await response.json() : null;
  if (typeof answer !== 'object' || answer === null) return null;
  const said = (key: string) => key in answer && answer[key as keyof typeof answer] === true;
  return { signedIn: said('signedIn'), canSignUp: said('canSignUp') };
}

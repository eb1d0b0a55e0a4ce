const HOME = '/servers';

/** Redirect target after signing in: a path of this site only (no open redirect). */
export function nextPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || /\\|[^\x21-\x7e]/.test(next)) return HOME;
  const here = 'http://here.invalid';
  if (!URL.canParse(next, here)) return HOME;
  const { origin, pathname, search } = new URL(next, here);
  return origin === here && !pathname.startsWith('//') ? pathname + search : HOME;
}

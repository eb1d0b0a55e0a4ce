/** The value of a key; `spelt` where only another key is there that a reader may take for it, `missing` for none. */
export function memberOf<S, M>(object: object, key: string, spelt: S, missing: M): unknown {
  const found = Object.entries(object).find(([name]) => name === key);
  if (found) return found[1];
  return Object.keys(object).some((name) => readsAs(name) === readsAs(key)) ? spelt : missing;
}

/** The keys of ordinary calls hold no more than these: other case, width, accents written apart, a joiner, NUL, blanks. */
function readsAs(key: string): string {
  const seen = key
    .normalize('NFKC')
    .replace(/[\0\u200d]/g, '')
    .trim()
    .toUpperCase();
  return seen.replaceAll('\u0130', 'I').normalize('NFD').toLowerCase();
}

/** Longer or other than names and values are written, it could read as a sentence of ours. */
const word = /^[A-Za-z0-9_.:/-]{1,40}$/;

/** A name or value that a stranger chose, where it may stand in our words as it is; else null. */
export function asWord(text: string): string | null {
  return word.test(text) ? text : null;
}

/** The first `max` of some that may stand in our words, and `others`, if any is given, for the rest. */
export function asWords(texts: readonly string[], max: number, others: string | null): string[] {
  const told = texts.filter((one) => asWord(one) !== null).slice(0, max);
  return others !== null && told.length < texts.length ? [...told, others] : told;
}

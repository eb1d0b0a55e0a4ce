/** What names and values are written with: nothing that could make a sentence. */
const wordForm = /^[A-Za-z0-9_.:/-]+$/;
const WORD_MAX = 40;
const NAME_MAX = 256;
const QUOTED_MAX = 40;

/** A value or an argument's name that a stranger chose, where it may stand in our words as it is; else null. */
export function asWord(text: string): string | null {
  return text.length <= WORD_MAX && wordForm.test(text) ? text : null;
}

/** The first `max` of some that may stand in our words, and `others`, if any is given, for the rest. */
export function asWords(texts: readonly string[], max: number, others: string | null): string[] {
  const told = texts.filter((one) => asWord(one) !== null).slice(0, max);
  return others !== null && told.length < texts.length ? [...told, others] : told;
}

/** The name of a tool in a sentence: as it is where names are written so, else as a quotation. */
export function asName(name: string): string {
  return name.length <= NAME_MAX && wordForm.test(name) ? name : quoted(name);
}

/** The beginning of a stranger's text between quotes that it cannot close. */
export function quoted(text: string): string {
  const letters = Array.from(text.slice(0, QUOTED_MAX * 2)).map((one) =>
    /["“”\p{Cc}\p{Cs}]/u.test(one) ? '\ufffd' : one,
  );
  const isCut = letters.length > QUOTED_MAX || text.length > QUOTED_MAX * 2;
  return `“${letters.slice(0, QUOTED_MAX).join('')}${isCut ? '…' : ''}”`;
}

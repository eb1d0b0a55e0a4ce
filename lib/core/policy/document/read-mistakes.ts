import type { ParseError } from 'jsonc-parser';

/** Why a text is not JSON, and where. `bare`: the same without a word of the text, where the message quotes it. */
export type Mistake = { offset: number; message: string; bare?: string };

// jsonc-parser's codes of errors; its const enum cannot be imported under isolatedModules.
const SYMBOL = 1;
const NAME = 3;
const VALUE = 4;
const COLON = 5;
const COMMA = 6;
const UNCLOSED = 12;

const plain: Record<number, string> = {
  2: 'This is not a JSON number.',
  [NAME]: 'A name in double quotes is expected here.',
  [VALUE]: 'A value is expected here.',
  [COLON]: 'A colon is expected here.',
  [COMMA]: 'A comma is missing before this.',
  7: 'A closing } is expected here.',
  8: 'A closing ] is expected here.',
  9: 'The document has ended; nothing may follow here.',
  10: 'JSON has no comments.',
  [UNCLOSED]: 'The closing quote of this text is missing.',
  13: 'This is not a JSON number.',
  14: 'In this text, \\u is not followed by four hexadecimal digits.',
  15: 'This text has an escape that JSON does not know; a backslash is written \\\\.',
  16: 'This text holds a line break, tab or other control character; JSON writes them \\n, \\t or \\u….',
};

/** `askew`: what follows is not read as it was meant. */
type Read = Mistake & { askew: boolean };

/** As many as problems of a document. */
const MISTAKES_MAX = 1_000;

/** What the parse errors mean, in sentences: all of them, but for those that only follow from another. */
export function jsonMistakes(text: string, errors: readonly ParseError[]): Mistake[] {
  if (text.trim() === '') return [{ offset: 0, message: 'The document is empty.' }];
  const found = new Map<number, Mistake>();
  let before: number | null = null;
  for (const { error, offset } of errors) {
    const comma = extraComma(text, error, offset);
    const follows = found.has(offset) || (before === SYMBOL && error === VALUE);
    before = error;
    if (comma === null && follows) continue;
    const { askew, ...mistake } = comma ?? readMistake(text, error, offset);
    found.set(mistake.offset, mistake);
    if (askew || found.size === MISTAKES_MAX) break;
  }
  return [...found.values()];
}

function extraComma(text: string, error: number, offset: number): Read | null {
  if (error !== NAME && error !== VALUE) return null;
  const next = text[offset] ?? '';
  const before = text.slice(0, offset).trimEnd();
  if (!'}],'.includes(next) || next === '' || !before.endsWith(',')) return null;
  return { offset: before.length - 1, message: `This comma is one too many: ${next} follows it.`, askew: false };
}

function readMistake(text: string, error: number, offset: number): Read {
  const unclosed = error === SYMBOL || error === COLON ? textEndingAt(text, offset) : null;
  if (unclosed) return { ...unclosed, askew: true };
  if (error === SYMBOL) return { offset, ...symbol(text, offset) };
  const other = error === COMMA ? notMissing(text, offset) : null;
  if (other) return { offset, message: other, askew: true };
  return { offset, message: plain[error] ?? 'This is not JSON.', askew: error === UNCLOSED };
}

/** What stands where a comma is expected and would be wrong after one too. */
function notMissing(text: string, offset: number): string | null {
  const next = text[offset] ?? '';
  if (next === '}') return 'A closing ] is expected here, not }.';
  if (next === ']') return 'A closing } is expected here, not ].';
  return /^\d\d$/.test(text.slice(offset - 1, offset + 1))
    ? 'A number does not begin with 0 before other digits.'
    : null;
}

/** Characters of a stranger's text that are told. */
const SHOWN_MAX = 40;

/** What follows a closing quote at once was meant to be within quotes, so one of them is missing. */
function textEndingAt(text: string, offset: number): Mistake | null {
  if (text[offset - 1] !== '"' || !/[\p{L}\p{N}_]/u.test(text[offset] ?? '')) return null;
  const start = text.lastIndexOf('"', offset - 2);
  if (start === -1) return null;
  const read = text.slice(start, offset);
  const shown = read.length > SHOWN_MAX ? `${read.slice(0, SHOWN_MAX)}…` : read;
  const bare = 'A quote is missing: what begins here is read as one text.';
  return { offset: start, message: `A quote is missing: ${shown} is read as one text.`, bare };
}

const otherQuotes = /^['\u2018-\u201f\u00ab\u00bb`]/;
const otherWords = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
  ['none', 'null'],
  ['undefined', 'null'],
]);

function symbol(text: string, offset: number): Omit<Read, 'offset'> {
  const rest = text.slice(offset, offset + SHOWN_MAX);
  if (rest.startsWith('\ufeff')) {
    return { message: 'The document begins with an invisible character, a byte order mark.', askew: true };
  }
  if (otherQuotes.test(rest)) return { message: `JSON knows no quote but ": ${rest[0]} is none.`, askew: true };
  if (/^[.+-]?\d/.test(rest)) return { message: 'This is not a JSON number.', askew: false };
  const word = /^[\p{L}_$][\p{L}\p{N}_$-]*/u.exec(rest)?.[0];
  if (!word) {
    const message = `The character ${JSON.stringify(rest[0] ?? '')} cannot stand here.`;
    return { message, bare: 'This character cannot stand here.', askew: false };
  }
  if (/^\s*:/.test(text.slice(offset + word.length, offset + word.length + SHOWN_MAX))) {
    const rule = 'must stand in double quotes.';
    return { message: `The name ${word} ${rule}`, bare: `This name ${rule}`, askew: true };
  }
  return { ...bareWord(word), askew: false };
}

function bareWord(word: string): Pick<Mistake, 'message' | 'bare'> {
  const meant = otherWords.get(word.toLowerCase());
  if (meant) return { message: `${word} is not JSON; write ${meant}.` };
  const rule = 'must stand in double quotes.';
  return { message: `The text ${word} ${rule}`, bare: `This text ${rule}` };
}

/** Characters that some readers drop from a key: default ignorables, format characters and controls, including NUL. */
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+/gu;
/** Printable ASCII, which normalisation leaves unchanged. */
const printable = /^[ -~]*$/;
const loneSurrogate = /\p{Surrogate}/gu;
/** More combining marks than UAX #15's stream-safe limit make normalisation quadratic. */
const markRun = /(?<!\p{M})\p{M}{31}/u;
/** Iota subscript before a mark that normalisation reorders: upper case turns it into a letter of its own. */
const movedMark =
  /[\u0345\u1f80-\u1faf\u1fb2-\u1fb4\u1fb7\u1fbc\u1fc2-\u1fc4\u1fc7\u1fcc\u1ff2-\u1ff4\u1ff7\u1ffc]\p{M}/u;
/** I with combining marks: Java lower-cases U+0130 to `i`, Python to `i` and a dot. */
const dotted = /I\p{M}+/gu;

/**
 * Canonical form of a JSON key: equal for all keys that any JSON reader may treat as the same member. Covers readers
 * that ignore case (Go, .NET, Java), that normalise, and that drop invisible characters. NFKD, then full lower, upper
 * and lower case, without ignorable characters, `ß` as `ss`, `ı` and `İ` as `i`, `ſ` as `s`, a lone surrogate as
 * U+FFFD. Leading and trailing white space is trimmed; inner white space, `_` and `-` are kept. Null: more than 30
 * combining marks in a row, or marks whose order depends on the reader. Linear; never throws.
 */
export function foldKey(key: string): string | null {
  if (printable.test(key)) return key.toLowerCase().trim();
  // Lone surrogates are replaced first: removing a character between two of them would form a pair.
  const bare = key.replace(loneSurrogate, '\ufffd').replace(ignorable, '');
  if (markRun.test(bare) || movedMark.test(bare)) return null;
  const upper = bare.normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD').replace(ignorable, '');
  return upper
    .replace(dotted, (run) => run.replaceAll('\u0307', ''))
    .toLowerCase()
    .trim();
}

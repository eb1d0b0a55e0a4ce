/** Characters that some reader leaves out of a key: default ignorables, format characters and controls, NUL among them. */
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+/gu;
/** Printable ASCII, which no normalisation changes. */
const printable = /^[ -~]*$/;
const loneSurrogate = /\p{Surrogate}/gu;
/** More marks than UAX #15's stream-safe limit make normalisation quadratic. */
const markRun = /(?<!\p{M})\p{M}{31}/u;
/** An iota below a letter, which upper case makes a letter of its own, before a mark that normalisation moves in front. */
const movedMark =
  /[\u0345\u1f80-\u1faf\u1fb2-\u1fb4\u1fb7\u1fbc\u1fc2-\u1fc4\u1fc7\u1fcc\u1ff2-\u1ff4\u1ff7\u1ffc]\p{M}/u;
/** An I with its marks: Java reads U+0130 as `i`, Python as `i` and a dot. */
const dotted = /I\p{M}+/gu;

/**
 * The key in a form that is equal for all keys that any JSON reader may take for the same member: readers that match
 * without regard to case (Go, .NET, Java), after normalisation or without invisible characters. It is coarser than each
 * of them: NFKD, then full lower, upper and lower case, without ignorable characters, `ß` as `ss`, `ı` and `İ` as `i`,
 * `ſ` as `s`, half a surrogate pair as U+FFFD. White space around a key counts for nothing (some readers trim), within
 * it tells keys apart; so do `_` and `-`, since a reader that drops them was told to.
 * Null: a run of more than 30 combining marks, which takes quadratic time to normalise, and marks whose order depends on
 * what a reader does first. Linear, never throws.
 */
export function foldKey(key: string): string | null {
  if (printable.test(key)) return key.toLowerCase().trim();
  // Pairs are made whole first: leaving out what stands between two halves would make one of them.
  const bare = key.replace(loneSurrogate, '\ufffd').replace(ignorable, '');
  if (markRun.test(bare) || movedMark.test(bare)) return null;
  const upper = bare.normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD').replace(ignorable, '');
  return upper
    .replace(dotted, (run) => run.replaceAll('\u0307', ''))
    .toLowerCase()
    .trim();
}

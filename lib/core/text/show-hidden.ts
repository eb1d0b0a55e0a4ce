/** Characters that nobody sees, that reverse what is seen, or that no font has; line breaks and tabs are seen. */
const HIDDEN =
  /(?!\n|\t|\ufe0f|\u200d)[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]|(?<!\p{Emoji})\ufe0f|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d/gu;

/**
 * Text that somebody else wrote, with every hidden character in the notation of JSON. What a person is asked to agree to
 * must not hold more than the person can see; an agent reads all of it.
 */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join(''),
  );
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}

/** The letters of a name that are not plain ASCII, such as a Cyrillic а that looks like ours; null where there are none. */
export function foreignLetters(name: string): string | null {
  const letters = [...new Set(name.match(/[^\x20-\x7e]/gu))].slice(0, 8);
  if (letters.length === 0) return null;
  return letters.map((letter) => `U+${hex(letter.codePointAt(0) ?? 0).toUpperCase()}`).join(', ');
}

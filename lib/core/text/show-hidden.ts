/** Invisible, bidirectional-control and unassigned characters. Line breaks and tabs are visible. */
const HIDDEN =
  /(?!\n|\t|\ufe0f|\u200d)[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]|(?<!\p{Emoji})\ufe0f|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d/gu;

/**
 * Escapes hidden characters of untrusted text in JSON notation. A person who approves a text must see all that an agent
 * reads.
 */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at))}`).join(''),
  );
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}

/** The non-ASCII letters of a name, such as a Cyrillic а (homoglyph); null: none. */
export function foreignLetters(name: string): string | null {
  const letters = [...new Set(name.match(/[^\x20-\x7e]/gu))].slice(0, 8);
  if (letters.length === 0) return null;
  return letters.map((letter) => `U+${hex(letter.codePointAt(0) ?? 0).toUpperCase()}`).join(', ');
}

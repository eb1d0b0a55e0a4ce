/**
 * Data as the text of a script element. What could end the script, open a comment in it or end a line of a script is
 * written as an escape of JSON, so the data stays what it is.
 */
export function jsonLdText(data: object): string {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data });
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

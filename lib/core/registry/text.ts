/** Invisible and bidirectional-control characters, lone surrogates, and line breaks. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** Unfilled templates: ${VERSION}, $VERSION, <<Name>>, {{ name }}, __VERSION__. */
const TEMPLATE = /\$\{|\$[A-Z_]{3,}|<<|>>|\{\{|\}\}|__[A-Z_]+__/;
const URL_LENGTH_MAX = 2_000;

/** A publisher's text as one visible line, cut at `lengthMax`; undefined: nothing is left. */
export function plainLine(text: string | undefined, lengthMax: number): string | undefined {
  // Cut first: what follows the bound is not worth the work.
  const line = (text ?? '')
    .slice(0, lengthMax * 4)
    .replace(HIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= lengthMax) return line || undefined;
  const cut = line.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}

export function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/**
 * An address that may stand in a link: http or https, no user and password in it, in the spelling that a browser would
 * go to. Undefined for any other.
 */
export function webAddress(text: string): string | undefined {
  if (text.length > URL_LENGTH_MAX || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { href, username, password } = new URL(text);
  // Escapes make an address up to nine times as long, and no index of the database takes that.
  return href.length <= URL_LENGTH_MAX && username === '' && password === '' ? href : undefined;
}

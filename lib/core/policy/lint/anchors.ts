/** Whether an expression can only match a whole text: anchored at both ends, with no `|` outside of groups. */
export function isAnchored(source: string): boolean {
  const tokens = source.match(/\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|./gsu) ?? [];
  const starts = tokens[0] === '^' || tokens[0] === '\\A';
  const ends = tokens.at(-1) === '$' || tokens.at(-1) === '\\z';
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) return false;
  }
  return starts && ends;
}

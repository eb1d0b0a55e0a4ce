/** Characters of a publisher's description that head a page; the whole stands further down. */
const openingMax = 240;

/** How a description begins: its first paragraph, or whole sentences of it, or whole words; `rest` where more follows. */
export function openingOf(description: string): { text: string; rest: boolean } {
  const [first = ''] = description.trim().split(/\n\s*\n/);
  const flat = first.replace(/\s+/g, ' ').trim();
  const whole = flat === description.trim().replace(/\s+/g, ' ');
  if (flat.length <= openingMax) return { text: flat, rest: !whole };
  const start = Array.from(flat).slice(0, openingMax).join('');
  const sentences = /^.*[.!?](?= )/.exec(start)?.[0];
  if (sentences && sentences.length > openingMax / 3) return { text: sentences, rest: true };
  const words = start.replace(/\s\S*$/, '');
  return { text: `${words.replace(/[\s,;:.]+$/, '')}…`, rest: true };
}

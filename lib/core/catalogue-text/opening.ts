/** Characters of a publisher's description at the head of a page; the whole follows below. */
const openingMax = 240;

/** The first paragraph, else whole sentences, else whole words; `rest`: more follows. */
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

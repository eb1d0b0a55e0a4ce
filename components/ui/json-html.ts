const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON text as HTML in which keys, strings, words and numbers are told apart (.json in globals.css); all of it is escaped. */
export function jsonHtml(json: string): string {
  const html: string[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [whole, string, colon, word] = match;
    html.push(escapeHtml(json.slice(end, match.index)));
    if (string && colon) html.push(mark('k', string), colon);
    else if (string) html.push(mark('s', string));
    else html.push(mark(word ? 'w' : 'n', whole));
    end = match.index + whole.length;
  }
  html.push(escapeHtml(json.slice(end)));
  return html.join('');
}

function mark(kind: 'k' | 's' | 'w' | 'n', text: string): string {
  return `<i class="${kind}">${escapeHtml(text)}</i>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

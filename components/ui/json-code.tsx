import { showHidden } from '@/lib/core/text/show-hidden';
import { escapeHtml, jsonHtml } from './json-html';

/** Characters. The colours of a longer document would weigh several times its text. */
const colouredMax = 20_000;

/** Lines that are laid out together, once they come near the screen. */
const partLines = 50;

const lineRem = 1.45;

/**
 * JSON text with its strings, keys and numbers told apart and its hidden characters shown; works without JavaScript. It is
 * written as HTML, because a component for every token would have to be sent twice and started in the browser.
 */
export function JsonCode({ json }: { json: string }) {
  const shown = showHidden(json);
  const write = shown.length > colouredMax ? escapeHtml : jsonHtml;
  const lines = shown.split(/(?<=\n)/);
  return (
    <code
      className="json font-mono text-[0.8125rem] leading-[1.45rem]"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: jsonHtml escapes every character of the text, and its tests hold it to that.
      dangerouslySetInnerHTML={{ __html: lines.length > 2 * partLines ? inParts(lines, write) : write(shown) }}
    />
  );
}

function inParts(lines: readonly string[], write: (text: string) => string): string {
  const html: string[] = [];
  for (let at = 0; at < lines.length; at += partLines) {
    const part = lines.slice(at, at + partLines);
    const height = (part.length * lineRem).toFixed(2);
    html.push(`<span class="part" style="contain-intrinsic-height:auto ${height}rem">${write(part.join(''))}</span>`);
  }
  return html.join('');
}

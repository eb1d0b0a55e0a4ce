import { Fragment } from 'react';
import { showHidden } from '@/lib/show-hidden';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

type Piece = { at: number; text: string; className?: string };

function piecesOf(json: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    if (match.index > end) found.push({ at: end, text: json.slice(end, match.index) });
    const [whole, text, colon, word] = match;
    if (text && colon)
      found.push(
        { at: match.index, text: text, className: 'text-accent' },
        { at: match.index + text.length, text: colon },
      );
    else if (text) found.push({ at: match.index, text, className: 'text-allow' });
    else found.push({ at: match.index, text: whole, className: word ? 'text-critical' : 'text-hold' });
    end = match.index + whole.length;
  }
  found.push({ at: end, text: json.slice(end) });
  return found;
}

/** Characters. The colours of a longer document would weigh several times its text. */
const colouredMax = 20_000;

/** JSON text with its strings, keys and numbers told apart and its hidden characters shown; works without JavaScript. */
export function JsonCode({ json }: { json: string }) {
  const shown = showHidden(json);
  const pieces: Piece[] = shown.length > colouredMax ? [{ at: 0, text: shown }] : piecesOf(shown);
  return (
    <code className="font-mono text-[0.8125rem] leading-[1.45rem]">
      {pieces.map(({ at, text, className }) =>
        className ? (
          <span key={at} className={className}>
            {text}
          </span>
        ) : (
          <Fragment key={at}>{text}</Fragment>
        ),
      )}
    </code>
  );
}

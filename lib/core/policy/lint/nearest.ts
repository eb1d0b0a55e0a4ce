/** The name within three edits of this one, and within a third of its length; the first of the nearest. */
export function nearestName(name: string, names: readonly string[]): string | null {
  let most = Math.min(3, Math.floor(name.length / 3));
  let best: string | null = null;
  const rows: Rows = [new Uint32Array(name.length + 5), new Uint32Array(name.length + 5)];
  for (const other of names) {
    if (most < 0) break;
    const distance = editDistance(name, other, most, rows);
    if (distance <= most) [best, most] = [other, distance - 1];
  }
  return best;
}

type Rows = [row: Uint32Array, next: Uint32Array];

/** Edits from one text to the other; `most + 1` when there are more, which is mostly seen early. */
function editDistance(a: string, b: string, most: number, [first, second]: Rows): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [row, next] = [first, second];
  for (let at = 0; at <= most + 1; at++) row[at] = at;
  for (let i = 1; i <= a.length; i++) {
    if (fillRow(next, row, a, b, i, most) > most) return most + 1;
    [row, next] = [next, row];
  }
  return row[b.length] ?? most + 1;
}

/** Row `i` of Levenshtein's table, and the least of it. Cells further than `most` from the diagonal cannot matter. */
function fillRow(next: Uint32Array, row: Uint32Array, a: string, b: string, i: number, most: number): number {
  const far = most + 1;
  const [first, last] = [Math.max(1, i - most), Math.min(b.length, i + most)];
  const letter = a.charCodeAt(i - 1);
  let left = i > most ? far : i;
  let least = left;
  next[first - 1] = left;
  for (let j = first; j <= last; j++) {
    const replaced = (row[j - 1] ?? far) + (letter === b.charCodeAt(j - 1) ? 0 : 1);
    left = Math.min(replaced, (row[j] ?? far) + 1, left + 1, far);
    next[j] = left;
    least = Math.min(least, left);
  }
  if (last < b.length) next[last + 1] = far;
  return least;
}

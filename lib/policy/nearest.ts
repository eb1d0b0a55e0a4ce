/** The name within three edits of this one, and within a third of its length; the first of the nearest. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const most = Math.min(3, Math.floor(name.length / 3));
  let best: string | null = null;
  let distance = most + 1;
  for (const other of names) {
    if (Math.abs(other.length - name.length) >= distance) continue;
    const found = editDistance(name, other);
    if (found < distance) [best, distance] = [other, found];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

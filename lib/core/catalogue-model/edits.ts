/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and transpositions of
 * neighbours.
 */
export function editsBetween(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = at(last, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const moved = Math.min(replaced, at(last, column) + 1, at(current, column - 1) + 1);
      const swaps = column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(swaps ? Math.min(moved, at(before, column - 2) + 1) : moved);
    }
    before = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** Prints rows of cells as a Markdown table without its rule, each column as wide as its widest cell. */
export function printRows(rows: readonly string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
}

export function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

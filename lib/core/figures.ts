/** The value that `part` (0 to 1) of the values do not exceed; 0 where there are none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** The middle value, the upper one of two; 0 where there are none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

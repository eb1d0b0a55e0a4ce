/** Percent with one decimal, and two below one percent. */
export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(fraction < 0.01 && fraction > 0 ? 2 : 1)}\u00A0%`;
}

export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : `${noun}s`}`;
}

export function listOf(parts: readonly string[], last: 'and' | 'or' = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/**
 * The RFC 8785 form of a JSON value: keys in the order of their UTF-16 code units, no blanks, numbers and strings as
 * ECMAScript writes them. Two texts have one form exactly when they mean the same value.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
}

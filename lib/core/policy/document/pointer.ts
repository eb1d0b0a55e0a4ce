/** An RFC 6901 JSON Pointer to the place that these keys lead to; no keys is the whole document, "". */
export function pointerTo(keys: readonly PropertyKey[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

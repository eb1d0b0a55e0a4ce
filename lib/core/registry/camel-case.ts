const DEPTH_MAX = 8;

/** The keys of a document in camelCase, where older releases of the registry wrote snake_case; values stay as they are. */
export function camelCase(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return value;
  if (Array.isArray(value)) return value.map((item) => camelCase(item, depth + 1));
  const members = Object.entries(value).map(([key, child]) => [camelKey(key), camelCase(child, depth + 1)]);
  return Object.fromEntries(members);
}

/** A namespaced key, such as "io.modelcontextprotocol.registry/official", is nobody's spelling. */
function camelKey(key: string): string {
  if (/[./]/.test(key)) return key;
  return key.replace(/([a-z0-9])_([a-z])/g, (_, before: string, after: string) => before + after.toUpperCase());
}

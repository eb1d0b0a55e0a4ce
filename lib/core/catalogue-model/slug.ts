/** Lower case, every run of other characters one "-", none at the ends: the canonical form of a name in a URL. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug || 'unnamed';
}

/** Whether a text from a URL can be a slug at all; what cannot be stored, such as a NUL, never reaches the database. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,300}$/.test(text);
}

/** One slug a name, in order: a slug that is taken gets "-2", "-3" and so on. A name that has a slug already keeps it. */
export function uniqueSlugs(names: readonly string[], kept: ReadonlyMap<string, string> = new Map()): string[] {
  const taken = new Set(names.flatMap((name) => kept.get(name) ?? []));
  return names.map((name) => {
    const own = kept.get(name);
    if (own !== undefined) return own;
    const slug = slugOf(name);
    let unique = slug;
    for (let number = 2; taken.has(unique); number += 1) unique = `${slug}-${number}`;
    taken.add(unique);
    return unique;
  });
}

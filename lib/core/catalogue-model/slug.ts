/** Slug: lower case, runs of other characters as one "-", none at the ends. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug || 'unnamed';
}

/** Whether a URL's text can be a slug; anything else, such as NUL, never reaches the database. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,300}$/.test(text);
}

/** Unique slugs, in order: a taken slug gets "-2", "-3" and so on. A name keeps a slug that it has. */
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

import * as z from 'zod/mini';

// A draft that was left without being published, in this tab only.

const KeptDraft = z.strictObject({
  text: z.string().check(z.maxLength(1_000_000)),
  /** The version that was live when it was begun; 0: none. */
  base: z.int().check(z.nonnegative()),
  /** What was typed into fields of patterns and is not valid, by field. */
  typed: z.optional(
    z.record(
      z.string(),
      z.strictObject({
        text: z.string().check(z.maxLength(1_000_000)),
        about: z.string().check(z.maxLength(1_000_000)),
      }),
    ),
  ),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

/** The part of `sessionStorage` that is used; it throws where the browser forbids it or is full. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (serverId: string) => `policy-draft:${serverId}`;

/** Null where none is kept, or what is kept is none of ours. Never throws. */
export function findKept(shelf: () => Shelf, serverId: string): KeptDraft | null {
  try {
    const read = KeptDraft.safeParse(JSON.parse(shelf().getItem(keyOf(serverId)) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Keeps a draft, or with null lets it go. Never throws: a draft that cannot be kept is still on the screen. */
export function keep(shelf: () => Shelf, serverId: string, kept: KeptDraft | null): void {
  try {
    if (kept) shelf().setItem(keyOf(serverId), JSON.stringify(kept));
    else shelf().removeItem(keyOf(serverId));
  } catch {
    return;
  }
}

import type { Lookup } from '@/lib/engines/gateway/ports';

type Entry<T> = readonly [key: string, value: T];
type Bucket<T> = readonly Entry<T>[];
type Row<T> = readonly (Bucket<T> | undefined)[];

const WIDTH = 256;

/**
 * An immutable map, made anew in the time that its changes take and not in that of its size: a two-level radix table whose
 * untouched rows are shared. 65,536 buckets hold a million entries with some fifteen in each. For keys whose last four
 * characters differ at random, as those of SHA-256 hashes and UUIDs do.
 */
export class PersistentMap<T> implements Lookup<T> {
  static readonly empty = new PersistentMap<never>(new Array(WIDTH).fill(undefined), 0);

  private constructor(
    readonly rows: readonly (Row<T> | undefined)[],
    readonly size: number,
  ) {}

  get(key: string): T | undefined {
    const place = placeOf(key);
    const bucket = this.rows[place >> 8]?.[place & 0xff];
    return bucket?.find(([own]) => own === key)?.[1];
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** The map with other values for some keys; undefined removes one. A row is copied once, however many keys it holds. */
  with(changes: Iterable<readonly [key: string, value: T | undefined]>): PersistentMap<T> {
    const rows = [...this.rows];
    const own = new Map<number, (Bucket<T> | undefined)[]>();
    let size = this.size;
    for (const [key, value] of changes) {
      const place = placeOf(key);
      const row = own.get(place >> 8) ?? [...(rows[place >> 8] ?? new Array(WIDTH).fill(undefined))];
      own.set(place >> 8, row);
      rows[place >> 8] = row;
      const bucket: Bucket<T> = row[place & 0xff] ?? [];
      const others = bucket.filter(([other]) => other !== key);
      row[place & 0xff] = value === undefined ? others : [...others, [key, value]];
      size += (value === undefined ? 0 : 1) - (bucket.length - others.length);
    }
    return own.size === 0 ? this : new PersistentMap(rows, size);
  }
}

/** 16 bits of the last four characters, as hexadecimal digits; other characters find a place too. */
function placeOf(key: string): number {
  let place = 0;
  for (let at = Math.max(0, key.length - 4); at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    place = (place << 4) | ((code + (code >> 6) * 9) & 15);
  }
  return place;
}

import type { CompiledRule } from './compile';

/** How many conditions read each argument; null: all arguments. */
export type Readers = ReadonlyMap<string | null, number>;

/** Shared conditions of all_tools, and the tool's own. */
export type ReadersOfTool = readonly [shared: Readers, own: Readers];

/** So few conditions are not counted: even a call of 16 MiB costs less than `READ_MAX`. */
const FEW = 3;
/** Characters times conditions for one call: a second at worst. */
const READ_MAX = 50_000_000;
/** Cost of visiting a value, in characters. */
const VALUE_COST = 4;

export function readersOf(rules: readonly CompiledRule[]): Readers {
  const readers = new Map<string | null, number>();
  for (const { conditions } of rules) {
    for (const { reads } of conditions) readers.set(reads, (readers.get(reads) ?? 0) + 1);
  }
  return readers;
}

/** Whether `count` conditions on these arguments would delay every other call. */
export function isTooMuch(count: number, readers: ReadersOfTool, args: Record<string, unknown>): boolean {
  return readSteps(count, readers, args) > READ_MAX;
}

/** Characters times conditions; stops counting beyond `READ_MAX`. */
export function readSteps(count: number, readers: ReadersOfTool, args: Record<string, unknown>): number {
  if (count <= FEW) return 0;
  const ofAll = readersAt(readers, null);
  let spent = 0;
  for (const [key, value] of Object.entries(args)) {
    const times = ofAll + readersAt(readers, key);
    if (times > 0) spent += times * (key.length + sizeOf(value));
    if (spent > READ_MAX) break;
  }
  return spent;
}

function readersAt([shared, own]: ReadersOfTool, key: string | null): number {
  return (shared.get(key) ?? 0) + (own.get(key) ?? 0);
}

function sizeOf(root: unknown): number {
  let size = 0;
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    size += VALUE_COST + (typeof value === 'string' ? value.length : 0);
    if (Array.isArray(value)) for (const part of value) open.push(part);
    else if (typeof value === 'object' && value !== null) size += openObject(value, open);
  }
  return size;
}

function openObject(value: object, open: unknown[]): number {
  let size = 0;
  for (const [key, part] of Object.entries(value)) {
    size += key.length;
    open.push(part);
  }
  return size;
}

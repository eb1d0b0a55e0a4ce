import { foldKey } from '@/lib/core/text/fold';
import { isRecord } from './message';

/** Whether some reader takes a key for the member of this name, such as one that does not regard case. */
export function isKey(key: string, name: string): boolean {
  return foldKey(key) === foldKey(name);
}

/** The member of an object that some reader finds under a name; undefined where there is none. */
export function memberOf(object: unknown, name: string): unknown {
  if (!isRecord(object)) return undefined;
  const key = Object.keys(object).find((one) => isKey(one, name));
  return key === undefined ? undefined : object[key];
}

import { removeMember } from './lists';
import { isKey } from './members';
import { isRecord, type Params } from './message';

// Tasks of either era are not relayed, so neither side may learn that the other supports them.

const EXTENSION = 'io.modelcontextprotocol/tasks';

/** A member of an object: the path of keys to the object, and the member's key. */
export type Place = { path: readonly string[]; key: string };

/** Where capabilities announce tasks, under any key that some reader accepts; `path` leads to the capabilities. */
export function taskPlaces(capabilities: unknown, path: readonly string[]): Place[] {
  if (!isRecord(capabilities)) return [];
  return Object.entries(capabilities).flatMap(([key, value]) => {
    if (isKey(key, 'tasks')) return [{ path, key }];
    if (!isKey(key, 'extensions') || !isRecord(value)) return [];
    const names = Object.keys(value).filter((name) => isKey(name, EXTENSION));
    return names.map((name) => ({ path: [...path, key], key: name }));
  });
}

/**
 * Removes tasks from the capabilities in a result; `value` is the parsed text. Returns the same text if it announces
 * none. Detected by shape, because a replayed stream (GET) does not name its request.
 */
export function pruneCapabilities(text: string, { result }: Params): string {
  const capabilities = isRecord(result) ? result.capabilities : undefined;
  const places = taskPlaces(capabilities, ['result', 'capabilities']);
  return places.reduce((pruned, { path, key }) => removeMember(pruned, path, key), text);
}

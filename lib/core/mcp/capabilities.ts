import { removeMember } from './lists';
import { isKey } from './members';
import { isRecord, type Params } from './message';

// Tasks of either era are not relayed, so neither side is told that the other could take part in one.

const EXTENSION = 'io.modelcontextprotocol/tasks';

/** A member of an object: the keys that lead to the object, and its own. */
export type Place = { path: readonly string[]; key: string };

/** Where capabilities announce tasks, under any key that some reader takes for theirs; `path` leads to the capabilities. */
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
 * Leaves tasks out of the capabilities that a server announces in a result; `value` is the text parsed. The same text where
 * it announces none. Known by its shape: of what the stream of a GET replays the request is not known.
 */
export function pruneCapabilities(text: string, { result }: Params): string {
  const capabilities = isRecord(result) ? result.capabilities : undefined;
  const places = taskPlaces(capabilities, ['result', 'capabilities']);
  return places.reduce((pruned, { path, key }) => removeMember(pruned, path, key), text);
}

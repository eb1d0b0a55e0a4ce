/** A path as its segments, without `.`, `..` and empty ones. */
export type Folder = { absolute: boolean; segments: string[] };

// A backslash separates on some systems and not on others; a control character ends names in some programs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ambiguous = /[\\\0-\x1f\x7f]/;

/**
 * Normalises a POSIX path by its text alone: percent-encoding stays, symbolic links are not looked up. Null for what two
 * systems may read differently: an empty path, backslashes, controls, `~`, and a relative path that climbs above its start.
 */
export function readFolder(path: string): Folder | null {
  if (path === '' || path.startsWith('~') || ambiguous.test(path)) return null;
  const absolute = path.startsWith('/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined && !absolute) return null;
  }
  return { absolute, segments };
}

/** Whether `path` is `folder` or lies below it; null when only one of them is absolute, so that no text can tell. */
export function isWithin(path: Folder, folder: Folder): boolean | null {
  if (path.absolute !== folder.absolute) return null;
  return folder.segments.every((segment, at) => path.segments[at] === segment);
}

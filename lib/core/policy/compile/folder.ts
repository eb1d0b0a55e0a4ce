/** The segments of a path, without `.`, `..` and empty ones. */
export type Folder = { absolute: boolean; segments: string[] };

// A backslash separates on some systems only; a control character ends names in some programs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ambiguous = /[\\\0-\x1f\x7f]/;

/**
 * Lexical normalisation of a POSIX path: no percent-decoding, no symbolic links. Null if two systems may read it
 * differently: empty, with backslashes, controls or `~`, or a relative path that climbs above its start.
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

/** Prefix trie of folders by segment; `whole`: a folder ends here. */
type Branch = { whole: boolean; below: Map<string, Branch> };

/**
 * Compiles a test whether a path is one of the folders or below one, in O(path length) however many there are. Null if
 * it is below none but only one side is absolute, so that its text cannot tell.
 */
export function folderFinder(folders: readonly Folder[]): (path: Folder) => boolean | null {
  const absolute = treeOf(folders.filter((folder) => folder.absolute));
  const relative = treeOf(folders.filter((folder) => !folder.absolute));
  return (path) => {
    const [alike, other] = path.absolute ? [absolute, relative] : [relative, absolute];
    if (leadsTo(alike, path.segments)) return true;
    return other.whole || other.below.size > 0 ? null : false;
  };
}

function treeOf(folders: readonly Folder[]): Branch {
  const root: Branch = { whole: false, below: new Map() };
  for (const { segments } of folders) {
    let branch = root;
    for (const segment of segments) {
      const next: Branch = branch.below.get(segment) ?? { whole: false, below: new Map() };
      branch.below.set(segment, next);
      branch = next;
    }
    branch.whole = true;
  }
  return root;
}

function leadsTo(root: Branch, segments: readonly string[]): boolean {
  let branch: Branch | undefined = root;
  for (const segment of segments) {
    if (!branch || branch.whole) break;
    branch = branch.below.get(segment);
  }
  return branch?.whole ?? false;
}

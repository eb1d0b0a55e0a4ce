import type { Listed } from './page';

/**
 * The current version of each server, in order of first appearance; servers whose latest version is elsewhere are left
 * out.
 */
export function latestOf(listed: readonly Listed[]): Listed[] {
  const latest = new Map<string, Listed>();
  for (const row of listed) {
    if (row.isLatest === false) continue;
    const other = latest.get(row.name);
    if (!other || isLater(row, other)) latest.set(row.name, row);
  }
  return [...latest.values()];
}

type Version = Pick<Listed, 'isLatest' | 'publishedAt' | 'version'>;

/** The registry's flag decides; else the later publication, then the higher version. */
export function isLater(a: Version, b: Version): boolean {
  if (a.isLatest !== b.isLatest) return a.isLatest === true;
  const published = Date.parse(a.publishedAt ?? '') - Date.parse(b.publishedAt ?? '');
  if (published) return published > 0;
  return a.version.localeCompare(b.version, 'en', { numeric: true }) >= 0;
}

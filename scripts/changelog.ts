import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = { security: 'Security', added: 'Added', changed: 'Changed', fixed: 'Fixed', removed: 'Removed' } as const;
const kindNames = Object.keys(kinds) as (keyof typeof kinds)[];

/** CHANGELOG.md from a folder of entries: `<version or unreleased>/<kind>-<topic>.md`. Throws on an entry of no kind. */
export function writeChangelog(folder: string): string {
  const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const newestFirst = versions.map(({ name }) => name).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return ['# Changelog', ...newestFirst.flatMap((version) => section(folder, version))].join('\n\n').concat('\n');
}

function section(folder: string, version: string): string[] {
  const files = readdirSync(join(folder, version)).filter((name) => name.endsWith('.md'));
  const stray = files.find((name) => !kindNames.some((kind) => name.startsWith(`${kind}-`)));
  if (stray) throw new Error(`${version}/${stray} is named after none of ${kindNames.join(', ')}.`);
  const parts = kindNames.flatMap((kind) => {
    const own = files.filter((name) => name.startsWith(`${kind}-`)).sort();
    const lines = own.map((name) => `- ${readFileSync(join(folder, version, name), 'utf8').trim()}`);
    return lines.length > 0 ? [`### ${kinds[kind]}`, lines.join('\n')] : [];
  });
  return [`## ${version === 'unreleased' ? 'Unreleased' : version}`, ...parts];
}

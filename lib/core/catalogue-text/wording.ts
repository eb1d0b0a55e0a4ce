import type { Package } from '@/lib/core/catalogue-model/facts';
import { quoted } from '@/lib/core/policy/document/as-word';

export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : `${noun}s`}`;
}

export function listOf(parts: readonly string[], last: 'and' | 'or' = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** Package registries as they write themselves. */
export const registryNames: Readonly<Record<Package['registryType'], string>> = {
  npm: 'npm',
  pypi: 'PyPI',
  oci: 'OCI image',
  nuget: 'NuGet',
  mcpb: 'MCPB bundle',
};

export function packagesOf(packages: readonly Package[]): string {
  return listOf(
    packages.map(
      ({ registryType, identifier }) =>
        `${isIdentifier(identifier) ? identifier : quoted(identifier)} (${registryNames[registryType]})`,
    ),
  );
}

function isIdentifier(text: string): boolean {
  return /^[\w.:/@+~-]{1,200}$/.test(text);
}

import { z } from 'zod';
import { BadEntry } from './bad-entry';
import { isTemplate, webAddress } from './text';

export const Package = z.object({
  registryType: z.enum(['npm', 'pypi', 'oci', 'nuget', 'mcpb']),
  identifier: z.string(),
  version: z.string().optional(),
});
export type Package = z.infer<typeof Package>;

const Raw = z.looseObject({
  registryType: z.string().nullish(),
  registryName: z.string().nullish(),
  identifier: z.string().nullish(),
  name: z.string().nullish(),
  version: z.string().nullish(),
});

/** Spellings of older releases; "unknown" counts as absent. */
const types: Readonly<Record<string, Package['registryType']>> = {
  npm: 'npm',
  pypi: 'pypi',
  oci: 'oci',
  docker: 'oci',
  'docker-hub': 'oci',
  nuget: 'nuget',
  mcpb: 'mcpb',
};

const IDENTIFIER = /^[A-Za-z0-9@][A-Za-z0-9@._/:+-]{0,299}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+!-]{0,127}$/;

/** Undefined: unknown kind or name; throws BadEntry. */
export function readPackage(json: unknown): Package | undefined {
  const raw = Raw.safeParse(json);
  if (!raw.success) throw new BadEntry('has a malformed package');
  const { registryType, registryName, identifier, name, version } = raw.data;
  const type = types[(registryType ?? registryName ?? '').toLowerCase()];
  const named = identifier ?? name;
  if (!type || !named) return undefined;
  if (isTemplate(named) || isTemplate(version ?? '')) throw new BadEntry('has a template for a package');
  const known = readIdentifier(type, named);
  if (!known) throw new BadEntry(`has a package of ${type} whose name is none`);
  return { registryType: type, identifier: known, ...(version && VERSION.test(version) && { version }) };
}

function readIdentifier(type: Package['registryType'], text: string): string | undefined {
  if (type === 'mcpb') return webAddress(text);
  return IDENTIFIER.test(text) ? text : undefined;
}

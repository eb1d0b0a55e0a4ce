/**
 * Reads one version of a server from the registry's untrusted text: bounded, plain, with linkable URLs. Knows the
 * registry's protocol, no network and no database.
 */
import { z } from 'zod';
import { BadEntry } from './bad-entry';
import { Package, readPackage } from './package';
import { isTemplate, plainLine, webAddress } from './text';

/** "io.github.user/server" or "com.vendor/server"; the registry verified the part before the slash. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,98}[A-Za-z0-9])?\/[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;
const TITLE_LENGTH_MAX = 100;
const DESCRIPTION_LENGTH_MAX = 500;
const VERSION_LENGTH_MAX = 255;
const LIST_MAX = 64;

const Remote = z.object({
  type: z.enum(['streamable-http', 'sse']),
  url: z.string(),
  /** Needs nothing of a user: no variable in its URL and no required header. */
  open: z.boolean(),
});
type Remote = z.infer<typeof Remote>;

export const Entry = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  websiteUrl: z.string().optional(),
  repository: z.object({ url: z.string(), subfolder: z.string().optional() }).optional(),
  packages: z.array(Package),
  remotes: z.array(Remote),
});
export type Entry = z.infer<typeof Entry>;

const Text = z.string().nullish();
const Header = z.looseObject({ isRequired: z.boolean().nullish(), value: Text });
const RawRemote = z.looseObject({
  type: Text,
  transportType: Text,
  url: z.string(),
  headers: z.array(Header).nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});
const RawEntry = z.looseObject({
  title: Text,
  description: Text,
  websiteUrl: Text,
  repository: z.looseObject({ url: Text, subfolder: Text }).nullish(),
  packages: z.array(z.unknown()).max(LIST_MAX).nullish(),
  remotes: z.array(RawRemote).max(LIST_MAX).nullish(),
});

/** Throws BadEntry for an invalid name. */
export function readName(name: unknown): string {
  if (typeof name !== 'string') throw new BadEntry('has no name');
  if (isTemplate(name)) throw new BadEntry('has a template for a name');
  if (!NAME.test(name)) throw new BadEntry('has a name that is not of the form namespace/server');
  return name;
}

/** Reads a server.json in camelCase; throws BadEntry. */
export function readEntry(name: string, version: string, json: unknown): Entry {
  const raw = RawEntry.safeParse(json);
  if (!raw.success) throw new BadEntry(`has a malformed ${raw.error.issues[0]?.path.join('.') || 'server.json'}`);
  const { title, description, websiteUrl, repository, packages, remotes } = raw.data;
  return {
    name,
    version: readVersion(version),
    title: plainLine(title ?? undefined, TITLE_LENGTH_MAX),
    description: plainLine(description ?? undefined, DESCRIPTION_LENGTH_MAX),
    websiteUrl: readAddress('website', websiteUrl),
    repository: readRepository(repository ?? {}),
    packages: (packages ?? []).flatMap((item) => readPackage(item) ?? []),
    remotes: (remotes ?? []).flatMap((remote) => readRemote(remote) ?? []),
  };
}

function readVersion(version: string): string {
  if (isTemplate(version)) throw new BadEntry('has a template for a version');
  if (version.length > VERSION_LENGTH_MAX || plainLine(version, VERSION_LENGTH_MAX) !== version)
    throw new BadEntry('has a version that is no version');
  return version;
}

function readAddress(what: string, text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  if (isTemplate(text)) throw new BadEntry(`has a template for the address of its ${what}`);
  const address = webAddress(text);
  if (!address) throw new BadEntry(`has a ${what} that is no web address`);
  return address;
}

function readRepository({ url, subfolder }: { url?: string | null; subfolder?: string | null }): Entry['repository'] {
  const address = readAddress('repository', url);
  const folder = plainLine(subfolder ?? undefined, 300)?.replace(/^[./]+|\/+$/g, '');
  return address === undefined ? undefined : { url: address, ...(folder && { subfolder: folder }) };
}

/** Undefined: an unknown transport. */
function readRemote(raw: z.infer<typeof RawRemote>): Remote | undefined {
  const type = { streamable: 'streamable-http', 'streamable-http': 'streamable-http', sse: 'sse' } as const;
  const said = raw.type ?? raw.transportType ?? '';
  const known = said === 'streamable' || said === 'streamable-http' || said === 'sse' ? type[said] : undefined;
  if (!known) return undefined;
  if (isTemplate(raw.url)) throw new BadEntry('has a template for the address of a remote');
  const hasVariables = /[{}]/.test(raw.url) || Object.keys(raw.variables ?? {}).length > 0;
  // A URL with variables is a template; kept as written.
  const url = webAddress(raw.url.replace(/[{}]/g, ''));
  if (!url || plainLine(raw.url, raw.url.length) !== raw.url) throw new BadEntry('has a remote that is no web address');
  const asks = (raw.headers ?? []).some(({ isRequired }) => isRequired === true);
  return { type: known, url: hasVariables ? raw.url : url, open: !hasVariables && !asks };
}

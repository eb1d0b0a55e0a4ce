import { AppError, notFound } from '@/lib/base/errors';
import { findToolSlug } from '@/lib/domain/catalogue/find-tool-slug';
import { listAttacks, readAttack } from '@/lib/edges/api/attack';
import { readCatalogue } from '@/lib/edges/api/catalogue';
import { readChanges } from '@/lib/edges/api/changes';
import { readCategory, readRisk, readSeverity } from '@/lib/edges/api/level';
import { readServer } from '@/lib/edges/api/server';
import { readTool } from '@/lib/edges/api/tool';
import { attackMarkdown, attacksMarkdown } from './attack';
import { attackCard, type Card, catalogueCard, levelCard, pageCard, serverCard, toolCard } from './card';
import { catalogueMarkdown } from './catalogue';
import { changesMarkdown } from './changes';
import { levelMarkdown, riskMarkdown } from './level';
import { serverMarkdown } from './server';
import { toolMarkdown } from './tool';

/**
 * A public page's content for machines; `moved`: the canonical path of a tool that was requested in another spelling.
 */
export type Formats =
  | { resource: object; policyText?: string; markdown: () => string; card: () => Card }
  | { moved: string };

/** The content of the page at this path; throws not_found. */
export async function findFormats([room, ...names]: readonly string[], origin: string): Promise<Formats> {
  const find = finders[`${room}/${names.length}`];
  if (!find) throw notFound('page');
  const [first = '', second = ''] = names;
  return find(origin, first, second);
}

type Find = (origin: string, first: string, second: string) => Promise<Formats>;

const finders: Readonly<Record<string, Find | undefined>> = {
  'tools/0': async (origin) => formats(await readCatalogue(origin), catalogueMarkdown, catalogueCard),
  'tools/1': async (origin, server) => formats(await readServer(server, origin), serverMarkdown, serverCard),
  'tools/2': findTool,
  'risk/0': async (origin) =>
    formats(await readRisk(origin), riskMarkdown, () =>
      pageCard('Risk levels', 'What tools of MCP servers can do, and what each level requires.'),
    ),
  'risk/1': async (origin, level) => formats(await readSeverity(level, origin), levelMarkdown, levelCard),
  'category/1': async (origin, category) => formats(await readCategory(category, origin), levelMarkdown, levelCard),
  'changes/0': async (origin) =>
    formats({ url: `${origin}/changes`, ...(await readChanges({}, origin)) }, changesMarkdown, () =>
      pageCard('Changes to MCP tools', 'Added, removed, redefined by their publisher, or reclassified.'),
    ),
  'attacks/0': async (origin) =>
    formats(listAttacks(origin), attacksMarkdown, () =>
      pageCard('Attacks on agents with tools', 'What they look like in a call log, and a policy against each.'),
    ),
  'attacks/1': async (origin, slug) => formats(readAttack(slug, origin), attackMarkdown, attackCard),
};

async function findTool(origin: string, server: string, tool: string): Promise<Formats> {
  try {
    return formats(await readTool(server, tool, origin), toolMarkdown, toolCard);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    const canonical = await findToolSlug(server, tool);
    if (!canonical) throw error;
    return { moved: `/tools/${server}/${canonical}` };
  }
}

function formats<T extends object>(resource: T, write: (resource: T) => string, show: (resource: T) => Card): Formats {
  const policyText =
    'policyText' in resource && typeof resource.policyText === 'string' ? resource.policyText : undefined;
  return { resource, policyText, markdown: () => write(resource), card: () => show(resource) };
}

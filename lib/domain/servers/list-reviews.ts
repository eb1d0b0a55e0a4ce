import { db } from '@/lib/base/database/client';
import { classifyTool } from '@/lib/core/risk/classify';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';
import { type Actor, authorise } from '@/lib/domain/actors/actor';
import type { Tool } from '@/prisma/client/client';
import { compareDefinitions, type Difference } from './compare-definitions';
import { requireServer } from './require-server';

/** Whole definitions are read of so many tools. */
const SHOWN_MAX = 50;

type Definition = Record<string, unknown> & { name: string };

type ReviewedRisk = { category: Category; severity: Severity; reasons: string[] };

export type ToolReview = {
  name: string;
  state: 'pending' | 'changed';
  /** Of the offered definition: what a review pins. */
  definitionHash: string;
  /** Null: nothing was pinned, or it was not kept. */
  before: ReviewedRisk | null;
  after: ReviewedRisk;
  differences: Difference[];
};

/** Pending: new. Changed: agents read the pinned definition meanwhile. */
const isWaiting = { in: ['pending' as const, 'changed' as const] };

/** How many tools of a server wait for a review. */
export async function countReviews(actor: Actor, serverId: string): Promise<number> {
  authorise(actor, 'read');
  const { organisationId } = actor;
  const { id } = await requireServer(db(), actor, serverId);
  return db().tool.count({ where: { serverId: id, organisationId, state: isWaiting } });
}

/** The tools that wait for a review, what is offered beside what is pinned, by name; the first fifty and how many there are. */
export async function listReviews(actor: Actor, serverId: string): Promise<{ reviews: ToolReview[]; waiting: number }> {
  authorise(actor, 'read');
  const { organisationId } = actor;
  const { id } = await requireServer(db(), actor, serverId);
  const where = { serverId: id, organisationId, state: isWaiting };
  const [tools, waiting, names] = await Promise.all([
    db().tool.findMany({ where, orderBy: { name: 'asc' }, take: SHOWN_MAX }),
    db().tool.count({ where }),
    db().tool.findMany({ where: { serverId: id, organisationId, state: { not: 'gone' } }, select: { name: true } }),
  ]);
  const siblings = names.map(({ name }) => name);
  return { reviews: tools.map((tool) => toReview(tool, siblings)), waiting };
}

function toReview(tool: Tool, siblings: string[]): ToolReview {
  const { name, state, definitionHash } = tool;
  const before = parse(tool.pinnedDefinition);
  const after = parse(tool.offeredDefinition) ?? piecesOf(tool);
  return {
    name,
    state: state === 'changed' ? 'changed' : 'pending',
    definitionHash,
    before: before && {
      category: tool.pinnedCategory ?? tool.category,
      severity: tool.pinnedSeverity ?? tool.severity,
      reasons: reasonsOf(before, siblings),
    },
    after: { category: tool.category, severity: tool.severity, reasons: reasonsOf(after, siblings) },
    differences: compareDefinitions(before, after),
  };
}

function reasonsOf(definition: Definition, siblings: readonly string[]): string[] {
  const { name, title, description, inputSchema, annotations } = definition;
  return classifyTool({
    name,
    title: typeof title === 'string' ? title : undefined,
    description: typeof description === 'string' ? description : undefined,
    inputSchema,
    annotations,
    siblings: siblings.filter((sibling) => sibling !== name),
    knowledge: 'introspected',
  }).rationale;
}

function parse(text: string | null): Definition | null {
  return text === null ? null : JSON.parse(text);
}

/** What is left of a definition that was read before whole ones were kept. */
function piecesOf({ name, title, description, inputSchema, annotations }: Tool): Definition {
  const members = Object.entries({ title, description, inputSchema, annotations }).filter(
    ([, value]) => value !== null,
  );
  return { ...Object.fromEntries(members), name };
}

import { type Definition, differenceOf } from '@/lib/core/catalogue-model/difference';
import type { ToolRow } from './rows';
import type { Told } from './tell-changes';

/** The compared fields of a known tool; its definition only if the hashes differ. */
export type KnownTool = Pick<
  ToolRow,
  'slug' | 'name' | 'definitionHash' | 'category' | 'severity' | 'confidence' | 'knowledge' | 'searchText'
> & { id: string; serverId: string; definition?: Definition };

type ServerName = { slug: string; name: string };

/** Change-feed rows for a server's tools. If none was known before, one row stands for all of them. */
export function compareTools(server: ServerName, known: readonly KnownTool[], offered: readonly ToolRow[]): Told[] {
  const where = { serverSlug: server.slug, serverName: server.name };
  if (known.length === 0) return offered.length > 0 ? [{ kind: 'added', ...where, toolCount: offered.length }] : [];
  const before = new Map(known.map((tool) => [tool.name, tool]));
  const names = new Set(offered.map(({ name }) => name));
  const gone = known.filter(({ name }) => !names.has(name));
  return [
    ...gone.map((tool): Told => ({ kind: 'removed', ...where, ...subject(tool), ...stateBefore(tool) })),
    ...offered.flatMap((tool): Told[] => {
      const old = before.get(tool.name);
      if (!old) return [{ kind: 'added', ...where, ...subject(tool), ...stateAfter(tool) }];
      return compareTool(old, tool).map((change) => ({ ...where, ...subject(tool), ...change }));
    }),
  ];
}

type Change = Omit<Told, 'serverSlug' | 'serverName' | 'toolSlug' | 'toolName'>;

/** Two rows: a redefinition and a reclassification. */
function compareTool(old: KnownTool, tool: ToolRow): Change[] {
  const states = { ...stateBefore(old), ...stateAfter(tool) };
  const isReclassified = old.category !== tool.category || old.severity !== tool.severity;
  const detail = old.definition && differenceOf(old.definition, definitionOf(tool));
  const isRedefined = old.definitionHash !== tool.definitionHash;
  // Hints are a claim, not part of the input: if only they differ, the reclassification is the one row.
  const byHintsAlone = detail?.hints && isReclassified && !isOtherwiseDifferent(detail);
  return [
    ...(isRedefined && !byHintsAlone ? [{ kind: 'redefined' as const, ...states, detail }] : []),
    ...(isReclassified
      ? [{ kind: 'reclassified' as const, ...states, detail: byHintsAlone ? detail : undefined }]
      : []),
  ];
}

function isOtherwiseDifferent({ texts, added, removed, retyped, reworded }: ReturnType<typeof differenceOf>): boolean {
  return [texts, added, removed, retyped, reworded].some((list) => list.length > 0);
}

function definitionOf({ title, description, inputSchema, annotations }: ToolRow): Definition {
  return { title: title ?? null, description: description ?? null, inputSchema, annotations };
}

function subject({ slug, name }: Pick<ToolRow, 'slug' | 'name'>) {
  return { toolSlug: slug, toolName: name };
}

type State = Pick<ToolRow, 'category' | 'severity' | 'definitionHash'>;

function stateBefore({ category, severity, definitionHash }: State) {
  return { categoryBefore: category, severityBefore: severity, hashBefore: definitionHash };
}

function stateAfter({ category, severity, definitionHash }: State) {
  return { categoryAfter: category, severityAfter: severity, hashAfter: definitionHash };
}

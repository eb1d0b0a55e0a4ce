import type { ClientBase } from 'pg';
import type { Difference } from '@/lib/core/catalogue-model/difference';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

/** A row of the change feed; without a tool it is about a whole server with `toolCount` tools. */
export type Told = {
  kind: 'added' | 'removed' | 'redefined' | 'reclassified';
  serverSlug: string;
  serverName: string;
  toolSlug?: string;
  toolName?: string;
  toolCount?: number;
  categoryBefore?: Category;
  categoryAfter?: Category;
  severityBefore?: Severity;
  severityAfter?: Severity;
  hashBefore?: string;
  hashAfter?: string;
  detail?: Difference;
};

/** In the given order, with the transaction's time. */
export async function tellChanges(client: ClientBase, changes: readonly Told[]): Promise<void> {
  if (changes.length === 0) return;
  await client.query(
    `INSERT INTO "CatalogueChange"
       ("kind", "serverSlug", "serverName", "toolSlug", "toolName", "toolCount", "categoryBefore", "categoryAfter",
        "severityBefore", "severityAfter", "hashBefore", "hashAfter", "detail")
     SELECT c."kind"::"CatalogueChangeKind", c."serverSlug", c."serverName", c."toolSlug", c."toolName", c."toolCount",
            c."categoryBefore"::"Category", c."categoryAfter"::"Category", c."severityBefore"::"Severity",
            c."severityAfter"::"Severity", c."hashBefore", c."hashAfter", c."detail"
     FROM jsonb_to_recordset($1::jsonb) AS c("kind" text, "serverSlug" text, "serverName" text, "toolSlug" text,
       "toolName" text, "toolCount" int, "categoryBefore" text, "categoryAfter" text, "severityBefore" text,
       "severityAfter" text, "hashBefore" text, "hashAfter" text, "detail" jsonb)`,
    [JSON.stringify(changes)],
  );
}

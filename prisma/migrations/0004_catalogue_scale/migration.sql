-- DropIndex
DROP INDEX "CatalogueTool_category_idx";

-- DropIndex
DROP INDEX "CatalogueTool_severity_idx";

-- AlterTable
ALTER TABLE "CatalogueServer" ADD COLUMN     "toolCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "CatalogueTally" (
    "id" BIGSERIAL NOT NULL,
    "category" "Category",
    "severity" "Severity",
    "servers" INTEGER NOT NULL,
    "tools" INTEGER NOT NULL,

    CONSTRAINT "CatalogueTally_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogueWord" (
    "word" TEXT NOT NULL,

    CONSTRAINT "CatalogueWord_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE INDEX "CatalogueServer_toolCount_slug_idx" ON "CatalogueServer"("toolCount" DESC, "slug");

-- CreateIndex
CREATE INDEX "CatalogueTool_category_confidence_id_idx" ON "CatalogueTool"("category", "confidence" DESC, "id");

-- CreateIndex
CREATE INDEX "CatalogueTool_severity_confidence_id_idx" ON "CatalogueTool"("severity", "confidence" DESC, "id");

-- From here on by hand: what schema.prisma cannot say.

-- Tools by the beginning of their slug, in the order of slugs; "C" because LIKE can use no other order.
CREATE INDEX "CatalogueTool_slug_idx" ON "CatalogueTool" ("slug" COLLATE "C", "id");
CREATE INDEX "CatalogueTool_category_severity_slug_idx"
  ON "CatalogueTool" ("category", "severity", "slug" COLLATE "C", "id");

-- Search within words of one category or severity: few tools may hold both a common word and a rare severity, and no
-- statistics tell. Each tool is in one index of either kind.
CREATE INDEX "CatalogueTool_searchText_Read_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Read';
CREATE INDEX "CatalogueTool_searchText_Other_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Other';
CREATE INDEX "CatalogueTool_searchText_Write_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Write';
CREATE INDEX "CatalogueTool_searchText_Execute_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Execute';
CREATE INDEX "CatalogueTool_searchText_Destructive_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Destructive';
CREATE INDEX "CatalogueTool_searchText_Financial_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "category" = 'Financial';
CREATE INDEX "CatalogueTool_searchText_Low_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "severity" = 'Low';
CREATE INDEX "CatalogueTool_searchText_Medium_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "severity" = 'Medium';
CREATE INDEX "CatalogueTool_searchText_High_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "severity" = 'High';
CREATE INDEX "CatalogueTool_searchText_Critical_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops) WHERE "severity" = 'Critical';

-- Servers by words of their own.
CREATE INDEX "CatalogueServer_words_idx" ON "CatalogueServer"
  USING gin ((lower("name" || ' ' || "slug" || ' ' || coalesce("publisher", ''))) gin_trgm_ops);
CREATE INDEX "CatalogueServer_lower_name_idx" ON "CatalogueServer" (lower("name"));

-- Words near to a misspelt one.
CREATE INDEX "CatalogueWord_word_idx" ON "CatalogueWord" USING gin ("word" gin_trgm_ops);

-- The tally is read as a sum, so rows may lie side by side for a while; it stays small under any number of writes.
ALTER TABLE "CatalogueTally" SET (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- Makes one row of those of each category and severity. Rows that another transaction is about to make one of are left to
-- it: nobody waits, and two writers cannot block each other.
CREATE FUNCTION policylayer_fold_tally() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM "CatalogueTally") < 200 THEN
    RETURN;
  END IF;
  WITH "folded" AS (
    DELETE FROM "CatalogueTally" WHERE "id" IN (SELECT "id" FROM "CatalogueTally" FOR UPDATE SKIP LOCKED)
    RETURNING "category", "severity", "servers", "tools"
  )
  INSERT INTO "CatalogueTally" ("category", "severity", "servers", "tools")
  SELECT "category", "severity", sum("servers"), sum("tools") FROM "folded"
  GROUP BY "category", "severity" HAVING sum("servers") <> 0 OR sum("tools") <> 0;
END
$$;

CREATE FUNCTION policylayer_count_servers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "amount" integer := 0;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT count(*) INTO "amount" FROM "after";
  ELSE
    SELECT -count(*) INTO "amount" FROM "before";
  END IF;
  IF "amount" <> 0 THEN
    INSERT INTO "CatalogueTally" ("servers", "tools") VALUES ("amount", 0);
    PERFORM policylayer_fold_tally();
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted AFTER INSERT ON "CatalogueServer" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_count_servers();
CREATE TRIGGER count_deleted AFTER DELETE ON "CatalogueServer" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_count_servers();

-- Takes what a statement added and took away, as ("serverId", "category", "severity", "tools").
CREATE TYPE policylayer_tool_amount AS ("serverId" uuid, "category" "Category", "severity" "Severity", "tools" integer);

CREATE FUNCTION policylayer_count_tools("amounts" policylayer_tool_amount[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CatalogueTally" ("category", "severity", "servers", "tools")
  SELECT "category", "severity", 0, sum("tools") FROM unnest("amounts")
  GROUP BY "category", "severity" HAVING sum("tools") <> 0;
  IF FOUND THEN
    PERFORM policylayer_fold_tally();
  END IF;
  UPDATE "CatalogueServer" SET "toolCount" = "toolCount" + "changed"."tools"
  FROM (
    SELECT "serverId", sum("tools")::integer AS "tools" FROM unnest("amounts") GROUP BY "serverId" HAVING sum("tools") <> 0
  ) AS "changed"
  WHERE "CatalogueServer"."id" = "changed"."serverId";
END
$$;

CREATE FUNCTION policylayer_tools_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_count_tools(ARRAY(
    SELECT ROW("serverId", "category", "severity", count(*))::policylayer_tool_amount FROM "after"
    GROUP BY "serverId", "category", "severity"
  ));
  RETURN NULL;
END
$$;

CREATE FUNCTION policylayer_tools_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_count_tools(ARRAY(
    SELECT ROW("serverId", "category", "severity", -count(*))::policylayer_tool_amount FROM "before"
    GROUP BY "serverId", "category", "severity"
  ));
  RETURN NULL;
END
$$;

CREATE FUNCTION policylayer_tools_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_count_tools(ARRAY(
    SELECT ROW("serverId", "category", "severity", sum("tools"))::policylayer_tool_amount FROM (
      SELECT "serverId", "category", "severity", 1 AS "tools" FROM "after"
      UNION ALL
      SELECT "serverId", "category", "severity", -1 FROM "before"
    ) AS "either"
    GROUP BY "serverId", "category", "severity" HAVING sum("tools") <> 0
  ));
  RETURN NULL;
END
$$;

CREATE TRIGGER count_inserted AFTER INSERT ON "CatalogueTool" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_inserted();
CREATE TRIGGER count_deleted AFTER DELETE ON "CatalogueTool" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_deleted();
CREATE TRIGGER count_updated AFTER UPDATE ON "CatalogueTool" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_updated();

-- Words are only ever added: one that no tool holds any more corrects nobody, since the search for it finds nothing. In
-- the order of words, so that two writers of the same new words wait for each other and never in a circle.
CREATE FUNCTION policylayer_learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CatalogueWord" ("word")
  SELECT DISTINCT "split"."word" FROM "after", regexp_split_to_table("searchText", '[^[:alnum:]]+') AS "split" ("word")
  WHERE length("split"."word") BETWEEN 2 AND 40 AND "split"."word" ~ '[[:alpha:]]'
    AND NOT EXISTS (SELECT FROM "CatalogueWord" WHERE "CatalogueWord"."word" = "split"."word")
  ORDER BY "split"."word"
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER words_inserted AFTER INSERT ON "CatalogueTool" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_learn_words();
CREATE TRIGGER words_updated AFTER UPDATE ON "CatalogueTool" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_learn_words();

-- What is there already.
INSERT INTO "CatalogueTally" ("servers", "tools") SELECT count(*), 0 FROM "CatalogueServer";
INSERT INTO "CatalogueTally" ("category", "severity", "servers", "tools")
  SELECT "category", "severity", 0, count(*) FROM "CatalogueTool" GROUP BY "category", "severity";
UPDATE "CatalogueServer" SET "toolCount" = (SELECT count(*) FROM "CatalogueTool" WHERE "serverId" = "CatalogueServer"."id");
INSERT INTO "CatalogueWord" ("word")
  SELECT DISTINCT "word" FROM "CatalogueTool", regexp_split_to_table("searchText", '[^[:alnum:]]+') AS "word"
  WHERE length("word") BETWEEN 2 AND 40 AND "word" ~ '[[:alpha:]]';

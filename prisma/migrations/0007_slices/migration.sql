-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "toolsVersion" UUID NOT NULL DEFAULT gen_random_uuid();

-- AlterTable
ALTER TABLE "Tool" ADD COLUMN     "offeredDefinition" TEXT,
ADD COLUMN     "pinnedCategory" "Category",
ADD COLUMN     "pinnedConfidence" DOUBLE PRECISION,
ADD COLUMN     "pinnedDefinition" TEXT,
ADD COLUMN     "pinnedHash" TEXT,
ADD COLUMN     "pinnedSeverity" "Severity";

-- What is pinned and did not change since is what agents may read. Of a tool that changed, only the unreviewed definition
-- is left: nothing is pinned, and agents read nothing of it until somebody reviews it.
UPDATE "Tool" SET "pinnedHash" = "definitionHash", "pinnedCategory" = "category", "pinnedSeverity" = "severity",
  "pinnedConfidence" = "confidence" WHERE "state" = 'pinned';

DROP TRIGGER routes ON "Organisation";
DROP TRIGGER routes ON "Server";
DROP TRIGGER routes ON "Tool";
DROP TRIGGER routes ON "Policy";
DROP TRIGGER routes ON "PolicyVersion";
DROP TRIGGER routes ON "Grant";
DROP FUNCTION policylayer_notify_routes();

-- Tells every gateway which organisations changed, and which grants no longer stand. The two arrays run in parallel; null
-- is a grant that needs no haste. Payloads stay below the 8,000 bytes that NOTIFY takes: 150 ids each, 1,500 at most; the
-- organisation is read in any case. Above 100 organisations one empty notice says that everything may have changed.
CREATE FUNCTION policylayer_announce(organisations uuid[], stopped uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  told record;
  first integer;
BEGIN
  IF (SELECT count(DISTINCT organisation) FROM unnest(organisations) AS organisation) > 100 THEN
    PERFORM pg_notify('policylayer_routes', '{}');
    RETURN;
  END IF;
  FOR told IN
    SELECT organisation, coalesce(array_agg(id) FILTER (WHERE id IS NOT NULL), '{}') AS ids
    FROM unnest(organisations, stopped) AS named(organisation, id) WHERE organisation IS NOT NULL GROUP BY organisation
  LOOP
    FOR first IN 1 .. greatest(1, least(1500, cardinality(told.ids))) BY 150 LOOP
      PERFORM pg_notify('policylayer_routes', json_build_object(
        'organisation', told.organisation, 'stopped', to_json(told.ids[first : first + 149]))::text);
    END LOOP;
  END LOOP;
END
$$;

-- An update counts unless it touched nothing but the columns that the trigger names: a column that is added later counts.
CREATE FUNCTION policylayer_routes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisations uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT "organisationId") INTO organisations FROM "after";
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT "organisationId") INTO organisations FROM "before";
  ELSE
    SELECT array_agg(b."organisationId") || array_agg(a."organisationId") INTO organisations
    FROM "before" b FULL JOIN "after" a USING ("id")
    WHERE to_jsonb(b) - TG_ARGV IS DISTINCT FROM to_jsonb(a) - TG_ARGV;
  END IF;
  PERFORM policylayer_announce(organisations, '{}');
  RETURN NULL;
END
$$;

CREATE FUNCTION policylayer_organisations_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_announce((
    SELECT array_agg("id") FROM "before" b FULL JOIN "after" a USING ("id")
    WHERE to_jsonb(b) - TG_ARGV IS DISTINCT FROM to_jsonb(a) - TG_ARGV
  ), '{}');
  RETURN NULL;
END
$$;

CREATE FUNCTION policylayer_grants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisations uuid[];
  stopped uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT "organisationId") INTO organisations FROM "after";
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg("organisationId"), array_agg("id") INTO organisations, stopped FROM "before";
  ELSE
    SELECT array_agg(coalesce(b."organisationId", a."organisationId")),
      array_agg(CASE WHEN a."id" IS NULL OR a."revokedAt" IS NOT NULL OR a."expiresAt" <= now() THEN "id" END)
    INTO organisations, stopped
    FROM "before" b FULL JOIN "after" a USING ("id")
    WHERE to_jsonb(b) - TG_ARGV IS DISTINCT FROM to_jsonb(a) - TG_ARGV;
  END IF;
  PERFORM policylayer_announce(organisations, coalesce(stopped, '{}'));
  RETURN NULL;
END
$$;

-- Another version tells a gateway that it must read the tools of this server anew, and wakes it. What changes tools locks
-- their server first, since this does it last.
CREATE FUNCTION policylayer_tools_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  servers uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT "serverId") INTO servers FROM "after";
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT "serverId") INTO servers FROM "before";
  ELSE
    SELECT array_agg(DISTINCT "serverId") INTO servers
    FROM "before" b FULL JOIN "after" a USING ("serverId", "name")
    WHERE (b."state", b."pinnedHash", b."definitionHash") IS DISTINCT FROM (a."state", a."pinnedHash", a."definitionHash");
  END IF;
  IF servers IS NOT NULL THEN
    UPDATE "Server" SET "toolsVersion" = gen_random_uuid() WHERE "id" = ANY(servers);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER routes_updated AFTER UPDATE ON "Organisation" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_organisations_changed('name');

CREATE TRIGGER routes_inserted AFTER INSERT ON "Server" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed();
CREATE TRIGGER routes_deleted AFTER DELETE ON "Server" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed();
CREATE TRIGGER routes_updated AFTER UPDATE ON "Server" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION
    policylayer_routes_changed('name', 'catalogueSlug', 'protocolVersions', 'lastContactAt');

CREATE TRIGGER tools_inserted AFTER INSERT ON "Tool" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_changed();
CREATE TRIGGER tools_deleted AFTER DELETE ON "Tool" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_changed();
CREATE TRIGGER tools_updated AFTER UPDATE ON "Tool" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_tools_changed();

CREATE TRIGGER routes_inserted AFTER INSERT ON "PolicyVersion" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed();
CREATE TRIGGER routes_deleted AFTER DELETE ON "PolicyVersion" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed();

CREATE TRIGGER routes_inserted AFTER INSERT ON "Grant" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_grants_changed();
CREATE TRIGGER routes_deleted AFTER DELETE ON "Grant" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_grants_changed();
CREATE TRIGGER routes_updated AFTER UPDATE ON "Grant" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_grants_changed('label', 'lastUsedAt');

-- The change log says what people did: nobody rewrites it, its owner included.
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON "Change"
  FOR EACH ROW EXECUTE FUNCTION policylayer_refuse_update();
CREATE TRIGGER immutable_table BEFORE TRUNCATE ON "Change"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_refuse_update();

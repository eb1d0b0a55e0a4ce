-- A notice carries what a gateway must close before it can read anything: grants that no longer stand, servers that were
-- removed, and since now also expiries that were moved forward. It never carries what opens: that is read. A gateway of
-- before reads `organisation` and `stopped` and ignores the rest.
DROP TRIGGER routes_deleted ON "Server";
DROP FUNCTION policylayer_announce(uuid[], uuid[]);

-- Tells every gateway which organisations changed, and what of them ended. The arrays run in parallel: `kinds` is null
-- where an organisation changed and nothing ended, `expiries` is milliseconds since 1970 and for the kind `expires` alone.
-- Payloads stay below the 8,000 bytes that NOTIFY takes: 150 ids, or 100 with an expiry, of 40 and 57 characters. Every
-- ending is named, however many there are. Above 100 organisations in which nothing ended, one empty notice says that
-- everything may have changed.
CREATE FUNCTION policylayer_announce(organisations uuid[], kinds text[], ids uuid[], expiries bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  quiet uuid[];
  told record;
BEGIN
  SELECT array_agg(organisation) INTO quiet FROM (
    SELECT organisation FROM unnest(organisations, kinds) AS named(organisation, kind)
    WHERE organisation IS NOT NULL GROUP BY organisation HAVING bool_and(kind IS NULL)
  ) AS without_endings;
  IF cardinality(quiet) > 100 THEN
    PERFORM pg_notify('policylayer_routes', '{}');
  ELSE
    PERFORM pg_notify('policylayer_routes', json_build_object('organisation', one, 'stopped', '[]'::json)::text)
    FROM unnest(quiet) AS one;
  END IF;
  FOR told IN
    SELECT organisation, kind,
      json_agg(CASE kind WHEN 'expires' THEN json_build_array(id, expiry) ELSE to_json(id) END) AS ended
    FROM (
      SELECT organisation, kind, id, expiry,
        (row_number() OVER (PARTITION BY organisation, kind) - 1) / CASE kind WHEN 'expires' THEN 100 ELSE 150 END AS part
      FROM unnest(organisations, kinds, ids, expiries) AS named(organisation, kind, id, expiry)
      WHERE organisation IS NOT NULL AND kind IS NOT NULL
    ) AS parts
    GROUP BY organisation, kind, part
  LOOP
    PERFORM pg_notify('policylayer_routes', CASE told.kind
      WHEN 'stopped' THEN json_build_object('organisation', told.organisation, 'stopped', told.ended)
      ELSE json_build_object('organisation', told.organisation, 'stopped', '[]'::json, told.kind, told.ended)
    END::text);
  END LOOP;
END
$$;

-- As before, but for the arguments of the function above.
CREATE OR REPLACE FUNCTION policylayer_routes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
  PERFORM policylayer_announce(organisations, '{}', '{}', '{}');
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION policylayer_organisations_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_announce((
    SELECT array_agg("id") FROM "before" b FULL JOIN "after" a USING ("id")
    WHERE to_jsonb(b) - TG_ARGV IS DISTINCT FROM to_jsonb(a) - TG_ARGV
  ), '{}', '{}', '{}');
  RETURN NULL;
END
$$;

CREATE FUNCTION policylayer_servers_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM policylayer_announce(array_agg("organisationId"), array_agg('servers'::text), array_agg("id"), '{}')
  FROM "before";
  RETURN NULL;
END
$$;

-- A grant also ends where its token, server or organisation becomes another: what gateways know under the old one closes
-- until they have read the new one.
CREATE OR REPLACE FUNCTION policylayer_grants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisations uuid[];
  kinds text[];
  ids uuid[];
  expiries bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT "organisationId") INTO organisations FROM "after";
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg("organisationId"), array_agg('stopped'::text), array_agg("id") INTO organisations, kinds, ids
    FROM "before";
  ELSE
    SELECT array_agg(b."organisationId") || array_agg(a."organisationId"),
      array_agg(CASE
        WHEN b."id" IS NULL THEN NULL
        WHEN a."id" IS NULL OR a."revokedAt" IS NOT NULL OR a."expiresAt" <= now() THEN 'stopped'
        WHEN (b."tokenHash", b."serverId", b."organisationId") <> (a."tokenHash", a."serverId", a."organisationId")
          THEN 'stopped'
        WHEN a."expiresAt" < coalesce(b."expiresAt", 'infinity') THEN 'expires'
      END),
      array_agg("id"),
      array_agg(CASE WHEN isfinite(a."expiresAt") THEN floor(extract(epoch FROM a."expiresAt") * 1000)::bigint END)
    INTO organisations, kinds, ids, expiries
    FROM "before" b FULL JOIN "after" a USING ("id")
    WHERE to_jsonb(b) - TG_ARGV IS DISTINCT FROM to_jsonb(a) - TG_ARGV;
  END IF;
  PERFORM policylayer_announce(organisations, coalesce(kinds, '{}'), coalesce(ids, '{}'), coalesce(expiries, '{}'));
  RETURN NULL;
END
$$;

CREATE TRIGGER routes_deleted AFTER DELETE ON "Server" REFERENCING OLD TABLE AS "before"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_servers_removed();

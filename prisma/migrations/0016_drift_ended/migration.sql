-- When a server whose drift was noted first went back to what is pinned.
ALTER TABLE "Server" ADD COLUMN     "driftEndedAt" TIMESTAMPTZ(3);

-- A gateway decides by none of these.
DROP TRIGGER routes_updated ON "Server";
CREATE TRIGGER routes_updated AFTER UPDATE ON "Server" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed(
    'name', 'catalogueSlug', 'lastContactAt', 'toolsReadAt', 'driftSeenAt', 'driftEndedAt'
  );

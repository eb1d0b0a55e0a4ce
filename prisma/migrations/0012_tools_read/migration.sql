-- When the console read the tools last, which is not when the gateway reached the server last; and since when the server
-- offers agents what was not pinned. A registration reads the tools, so nobody read them earlier than that.
ALTER TABLE "Server" ADD COLUMN     "driftSeenAt" TIMESTAMPTZ(3),
ADD COLUMN     "toolsReadAt" TIMESTAMPTZ(3);
UPDATE "Server" SET "toolsReadAt" = "createdAt";

-- Neither is anything that a gateway decides by.
DROP TRIGGER routes_updated ON "Server";
CREATE TRIGGER routes_updated AFTER UPDATE ON "Server" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed(
    'name', 'catalogueSlug', 'lastContactAt', 'toolsReadAt', 'driftSeenAt'
  );

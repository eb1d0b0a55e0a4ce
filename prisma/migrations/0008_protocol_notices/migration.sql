-- The gateway knows which protocol revisions a server speaks, so another list of them is announced.
DROP TRIGGER routes_updated ON "Server";
CREATE TRIGGER routes_updated AFTER UPDATE ON "Server" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_routes_changed('name', 'catalogueSlug', 'lastContactAt');

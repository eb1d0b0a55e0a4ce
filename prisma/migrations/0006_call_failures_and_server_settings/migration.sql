-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "mayReachPrivate" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "bodyBytesMax" INTEGER NOT NULL DEFAULT 1048576,
ADD COLUMN     "firstByteMs" INTEGER NOT NULL DEFAULT 60000,
ADD COLUMN     "mayAsk" TEXT[] DEFAULT ARRAY['elicitation/create', 'roots/list']::TEXT[],
ADD COLUMN     "sessionsOpenMax" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "sessionsPerMinute" INTEGER NOT NULL DEFAULT 60;

-- AlterTable
ALTER TABLE "Call" ADD COLUMN     "failure" TEXT;

-- What organisations could reach before, they can still reach; new ones ask the owner of the installation.
UPDATE "Organisation" SET "mayReachPrivate" = true;

-- A changed setting takes effect as a changed address does.
DROP TRIGGER routes ON "Server";
CREATE TRIGGER routes AFTER INSERT OR DELETE OR UPDATE OF "url", "credentialBox", "bodyBytesMax", "firstByteMs",
  "sessionsPerMinute", "sessionsOpenMax", "mayAsk" ON "Server"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();
CREATE TRIGGER routes AFTER UPDATE OF "mayReachPrivate" ON "Organisation"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('person', 'key', 'command', 'worker');

-- The rows of both tables are immutable. A new type of a column writes them without an UPDATE, so the triggers that refuse
-- one stay on. Rows without a person were written by a command line.
ALTER TABLE "PolicyVersion" ADD COLUMN "createdByKind" TEXT, ADD COLUMN "createdByName" TEXT;
ALTER TABLE "PolicyVersion" ALTER COLUMN "createdByKind" TYPE "ActorKind"
  USING (CASE WHEN "createdById" IS NULL THEN 'command' ELSE 'person' END)::"ActorKind",
  ALTER COLUMN "createdByKind" SET NOT NULL;
ALTER TABLE "Change" ADD COLUMN "actorKind" TEXT, ADD COLUMN "actorName" TEXT;
ALTER TABLE "Change" ALTER COLUMN "actorKind" TYPE "ActorKind"
  USING (CASE WHEN "actorId" IS NULL THEN 'command' ELSE 'person' END)::"ActorKind",
  ALTER COLUMN "actorKind" SET NOT NULL;

-- A person and a key have an id, a key and a job of the worker have a name.
ALTER TABLE "PolicyVersion" ADD CONSTRAINT "PolicyVersion_author_check" CHECK (
  ("createdByKind" IN ('person', 'key')) = ("createdById" IS NOT NULL)
  AND ("createdByKind" IN ('key', 'worker')) = ("createdByName" IS NOT NULL)
);
ALTER TABLE "Change" ADD CONSTRAINT "Change_actor_check" CHECK (
  ("actorKind" IN ('person', 'key')) = ("actorId" IS NOT NULL)
  AND ("actorKind" IN ('key', 'worker')) = ("actorName" IS NOT NULL)
);

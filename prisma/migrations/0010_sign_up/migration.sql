-- An address that nobody proved names no account by itself.
DROP INDEX "User_email_key";
CREATE INDEX "User_email_idx" ON "User"("email");

-- The organisation of the first account is its installation's owner.
ALTER TABLE "Organisation" ADD COLUMN     "ownsInstallation" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Organisation" SET "ownsInstallation" = true
WHERE "id" = (SELECT "organisationId" FROM "Member" ORDER BY "createdAt", "organisationId" LIMIT 1);
CREATE UNIQUE INDEX "Organisation_owner_key" ON "Organisation"("ownsInstallation") WHERE "ownsInstallation";

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

ALTER TABLE "ContactMessage" ADD COLUMN     "network" TEXT;
CREATE INDEX "ContactMessage_network_idx" ON "ContactMessage"("network");

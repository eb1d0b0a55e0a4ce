-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'policy_manager', 'viewer');

-- CreateEnum
CREATE TYPE "ToolState" AS ENUM ('pinned', 'pending', 'changed', 'gone');

-- CreateEnum
CREATE TYPE "Category" AS ENUM ('Read', 'Write', 'Execute', 'Destructive', 'Financial', 'Other');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('Low', 'Medium', 'High', 'Critical');

-- CreateEnum
CREATE TYPE "Knowledge" AS ENUM ('introspected', 'listed');

-- CreateEnum
CREATE TYPE "Outcome" AS ENUM ('allow', 'deny', 'hold');

-- CreateEnum
CREATE TYPE "ApprovalState" AS ENUM ('pending', 'approved', 'rejected', 'consumed');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "passwordHash" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "organisationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("organisationId","userId")
);

-- CreateTable
CREATE TABLE "Server" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "catalogueSlug" TEXT,
    "credentialBox" TEXT,
    "protocolVersions" TEXT[],
    "lastContactAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tool" (
    "organisationId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "description" TEXT,
    "inputSchema" JSONB NOT NULL,
    "annotations" JSONB,
    "definitionHash" TEXT NOT NULL,
    "state" "ToolState" NOT NULL DEFAULT 'pinned',
    "category" "Category" NOT NULL,
    "severity" "Severity" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Tool_pkey" PRIMARY KEY ("serverId","name")
);

-- CreateTable
CREATE TABLE "Policy" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "policyId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "policyId" UUID,
    "label" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "tokenHint" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Approval" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "grantId" UUID NOT NULL,
    "policyVersionId" UUID NOT NULL,
    "tool" TEXT NOT NULL,
    "argumentsDigest" TEXT NOT NULL,
    "argumentsBox" TEXT,
    "rule" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "state" "ApprovalState" NOT NULL DEFAULT 'pending',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "reason" TEXT,
    "consumedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Call" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "organisationId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "grantId" UUID,
    "requestId" TEXT NOT NULL,
    "traceId" TEXT,
    "session" TEXT,
    "era" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "tool" TEXT,
    "argumentKeys" TEXT[],
    "argumentsDigest" TEXT,
    "outcome" "Outcome" NOT NULL,
    "rule" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "policyVersionId" UUID,
    "upstreamStatus" INTEGER,
    "requestBytes" INTEGER NOT NULL,
    "responseBytes" INTEGER NOT NULL,
    "gatewayMicros" INTEGER NOT NULL,
    "upstreamMicros" INTEGER NOT NULL,

    CONSTRAINT "Call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "actorId" UUID,
    "verb" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogueServer" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publisher" TEXT,
    "repository" TEXT,
    "licence" TEXT,
    "packages" JSONB NOT NULL,
    "remotes" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CatalogueServer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogueTool" (
    "id" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "description" TEXT,
    "inputSchema" JSONB,
    "annotations" JSONB,
    "knowledge" "Knowledge" NOT NULL,
    "definitionHash" TEXT NOT NULL,
    "category" "Category" NOT NULL,
    "severity" "Severity" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "searchText" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CatalogueTool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactMessage" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "page" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE INDEX "Server_organisationId_idx" ON "Server"("organisationId");

-- CreateIndex
CREATE INDEX "Tool_organisationId_idx" ON "Tool"("organisationId");

-- CreateIndex
CREATE INDEX "Policy_organisationId_idx" ON "Policy"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "Policy_serverId_name_key" ON "Policy"("serverId", "name");

-- CreateIndex
CREATE INDEX "PolicyVersion_organisationId_idx" ON "PolicyVersion"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "PolicyVersion_policyId_number_key" ON "PolicyVersion"("policyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Grant_tokenHash_key" ON "Grant"("tokenHash");

-- CreateIndex
CREATE INDEX "Grant_organisationId_idx" ON "Grant"("organisationId");

-- CreateIndex
CREATE INDEX "Grant_serverId_idx" ON "Grant"("serverId");

-- CreateIndex
CREATE INDEX "Grant_policyId_idx" ON "Grant"("policyId");

-- CreateIndex
CREATE INDEX "Approval_organisationId_state_createdAt_idx" ON "Approval"("organisationId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "Approval_grantId_tool_argumentsDigest_idx" ON "Approval"("grantId", "tool", "argumentsDigest");

-- CreateIndex
CREATE INDEX "Approval_serverId_idx" ON "Approval"("serverId");

-- CreateIndex
CREATE INDEX "Approval_policyVersionId_idx" ON "Approval"("policyVersionId");

-- CreateIndex
CREATE INDEX "Call_organisationId_id_idx" ON "Call"("organisationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Call_serverId_id_idx" ON "Call"("serverId", "id" DESC);

-- CreateIndex
CREATE INDEX "Change_organisationId_id_idx" ON "Change"("organisationId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "CatalogueServer_slug_key" ON "CatalogueServer"("slug");

-- CreateIndex
CREATE INDEX "CatalogueTool_category_idx" ON "CatalogueTool"("category");

-- CreateIndex
CREATE INDEX "CatalogueTool_severity_idx" ON "CatalogueTool"("severity");

-- CreateIndex
CREATE UNIQUE INDEX "CatalogueTool_serverId_slug_key" ON "CatalogueTool"("serverId", "slug");

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Server" ADD CONSTRAINT "Server_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tool" ADD CONSTRAINT "Tool_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyVersion" ADD CONSTRAINT "PolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_policyVersionId_fkey" FOREIGN KEY ("policyVersionId") REFERENCES "PolicyVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CatalogueTool" ADD CONSTRAINT "CatalogueTool_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "CatalogueServer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what schema.prisma cannot say.

-- A published version never changes.
CREATE FUNCTION policylayer_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A row of "%" is immutable.', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER immutable BEFORE UPDATE ON "PolicyVersion"
  FOR EACH ROW EXECUTE FUNCTION policylayer_refuse_update();

-- One pending approval for one call, however often it is repeated.
CREATE UNIQUE INDEX "Approval_pending_key" ON "Approval"("grantId", "tool", "argumentsDigest", "policyVersionId")
  WHERE "state" = 'pending';

-- Search within words of the catalogue.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "CatalogueTool_searchText_idx" ON "CatalogueTool" USING gin ("searchText" gin_trgm_ops);

-- Whatever changes what the gateway enforces wakes every gateway, once a statement.
CREATE FUNCTION policylayer_notify_routes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('policylayer_routes', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER routes AFTER INSERT OR DELETE OR UPDATE OF "url", "credentialBox" ON "Server"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();
CREATE TRIGGER routes AFTER INSERT OR DELETE OR UPDATE OF "state", "name" ON "Tool"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();
CREATE TRIGGER routes AFTER INSERT OR DELETE OR UPDATE ON "Policy"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();
CREATE TRIGGER routes AFTER INSERT OR DELETE ON "PolicyVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();
CREATE TRIGGER routes AFTER INSERT OR DELETE OR UPDATE OF "policyId", "expiresAt", "revokedAt", "tokenHash" ON "Grant"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_notify_routes();

-- A decided approval wakes whoever holds the call.
CREATE FUNCTION policylayer_notify_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('policylayer_approvals', NEW."id"::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER approvals AFTER INSERT OR UPDATE ON "Approval"
  FOR EACH ROW EXECUTE FUNCTION policylayer_notify_approval();

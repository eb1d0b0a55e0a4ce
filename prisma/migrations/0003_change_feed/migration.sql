-- CreateEnum
CREATE TYPE "CatalogueOrigin" AS ENUM ('shipped', 'registry');

-- CreateEnum
CREATE TYPE "CatalogueChangeKind" AS ENUM ('added', 'removed', 'redefined', 'reclassified');

-- AlterTable
ALTER TABLE "CatalogueServer" ADD COLUMN     "description" TEXT,
ADD COLUMN     "identities" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "origin" "CatalogueOrigin" NOT NULL DEFAULT 'shipped',
ADD COLUMN     "registryName" TEXT,
ADD COLUMN     "remoteProblem" TEXT,
ADD COLUMN     "remoteTriedAt" TIMESTAMPTZ(3),
ADD COLUMN     "version" TEXT,
ADD COLUMN     "websiteUrl" TEXT;

-- CreateTable
CREATE TABLE "CatalogueListing" (
    "name" TEXT NOT NULL,
    "serverId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "identities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contentHash" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CatalogueListing_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "CatalogueSync" (
    "registry" TEXT NOT NULL,
    "cursor" TEXT,
    "since" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "through" TIMESTAMPTZ(3),
    "etag" TEXT,
    "etagUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CatalogueSync_pkey" PRIMARY KEY ("registry")
);

-- CreateTable
CREATE TABLE "CatalogueChange" (
    "id" BIGSERIAL NOT NULL,
    "kind" "CatalogueChangeKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "serverSlug" TEXT NOT NULL,
    "serverName" TEXT NOT NULL,
    "toolSlug" TEXT,
    "toolName" TEXT,
    "toolCount" INTEGER,
    "categoryBefore" "Category",
    "categoryAfter" "Category",
    "severityBefore" "Severity",
    "severityAfter" "Severity",
    "hashBefore" TEXT,
    "hashAfter" TEXT,
    "detail" JSONB,

    CONSTRAINT "CatalogueChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CatalogueListing_serverId_idx" ON "CatalogueListing"("serverId");

-- CreateIndex
CREATE INDEX "CatalogueChange_kind_id_idx" ON "CatalogueChange"("kind", "id" DESC);

-- CreateIndex
CREATE INDEX "CatalogueChange_serverSlug_id_idx" ON "CatalogueChange"("serverSlug", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "CatalogueServer_registryName_key" ON "CatalogueServer"("registryName");

-- CreateIndex
CREATE INDEX "CatalogueServer_identities_idx" ON "CatalogueServer" USING GIN ("identities");

-- CreateIndex
CREATE INDEX "CatalogueServer_remoteTriedAt_idx" ON "CatalogueServer"("remoteTriedAt");

-- AddForeignKey
ALTER TABLE "CatalogueListing" ADD CONSTRAINT "CatalogueListing_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "CatalogueServer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

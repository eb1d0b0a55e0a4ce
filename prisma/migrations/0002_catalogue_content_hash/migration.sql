-- AlterTable
ALTER TABLE "CatalogueServer" ADD COLUMN     "contentHash" TEXT NOT NULL;

-- Addresses that hold a secret are sealed by the next start, which knows the key (cli/installation.ts). The column needs no
-- trigger of its own: whoever writes it writes "url" with it.
-- AlterTable
ALTER TABLE "Server" ADD COLUMN     "urlBox" TEXT;

-- What finds requests that nobody decided in time.
CREATE INDEX "Approval_undecided_idx" ON "Approval"("expiresAt") WHERE "state" = 'pending';

-- Calls that were allowed and then failed are few among many: without an index of their own, a page of them reads the
-- organisation's whole log. A call that did not fail costs nothing here.
CREATE INDEX "Call_failed_idx" ON "Call"("organisationId", "id" DESC) WHERE "failure" IS NOT NULL;

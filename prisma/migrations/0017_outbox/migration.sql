-- CreateTable
CREATE TABLE "Outbox" (
    "id" UUID NOT NULL,
    "organisationId" UUID,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "everyMs" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimId" UUID,
    "claimedUntil" TIMESTAMPTZ(3),
    "alone" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Outbox_organisationId_idx" ON "Outbox"("organisationId");

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Bounds that hold whoever writes. The form of jsonb is longer than what was sent: 1e308 has 309 digits there.
ALTER TABLE "Outbox"
  ADD CONSTRAINT "Outbox_kind_check" CHECK (length("kind") BETWEEN 1 AND 64),
  ADD CONSTRAINT "Outbox_payload_check" CHECK (octet_length("payload"::text) <= 32768),
  ADD CONSTRAINT "Outbox_error_check" CHECK (length("error") <= 300),
  ADD CONSTRAINT "Outbox_everyMs_check" CHECK ("everyMs" IS NULL OR ("everyMs" >= 1000 AND "organisationId" IS NULL));

-- What waits, by lane: an organisation is one, the installation another. A claim goes from lane to lane and takes the
-- first row of each, so that the rows of one organisation, however many, are never read for another.
CREATE INDEX "Outbox_waiting_idx"
  ON "Outbox"((coalesce("organisationId", '00000000-0000-0000-0000-000000000000'::uuid)), "notBefore", "id")
  WHERE "doneAt" IS NULL AND "failedAt" IS NULL AND "claimedUntil" IS NULL AND NOT "alone";
CREATE INDEX "Outbox_alone_idx" ON "Outbox"("notBefore", "id")
  WHERE "doneAt" IS NULL AND "failedAt" IS NULL AND "claimedUntil" IS NULL AND "alone";
CREATE INDEX "Outbox_claimed_idx" ON "Outbox"("claimedUntil") WHERE "claimedUntil" IS NOT NULL;
CREATE INDEX "Outbox_ended_idx" ON "Outbox"((coalesce("doneAt", "failedAt")))
  WHERE "doneAt" IS NOT NULL OR "failedAt" IS NOT NULL;
CREATE UNIQUE INDEX "Outbox_repeats_key" ON "Outbox"("kind") WHERE "everyMs" IS NOT NULL;

CREATE FUNCTION policylayer_outbox_filled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('policylayer_outbox', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER filled AFTER INSERT ON "Outbox" FOR EACH STATEMENT EXECUTE FUNCTION policylayer_outbox_filled();

-- CreateTable
CREATE TABLE "CatalogueSlip" (
    "slip" TEXT NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "CatalogueSlip_pkey" PRIMARY KEY ("slip","word")
);

-- From here on by hand. A word is never taken away, so neither is a slip.
CREATE FUNCTION policylayer_slips("word" text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT "word" UNION SELECT overlay("word" placing '' from "at" for 1) FROM generate_series(1, length("word")) AS "at"
$$;

CREATE FUNCTION policylayer_learn_slips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CatalogueSlip" ("slip", "word")
  SELECT "slip", "word" FROM "after", policylayer_slips("word") AS "slip" WHERE length("word") >= 3
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER slips_inserted AFTER INSERT ON "CatalogueWord" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION policylayer_learn_slips();

INSERT INTO "CatalogueSlip" ("slip", "word")
  SELECT "slip", "word" FROM "CatalogueWord", policylayer_slips("word") AS "slip" WHERE length("word") >= 3;

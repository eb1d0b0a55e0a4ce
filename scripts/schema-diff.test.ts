import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { migrationsFolder } from '@/lib/base/database/migrate';
import { diffSchemas } from './schema-diff';

test('the migrations lead to schema.prisma', async () => {
  const last = readFileSync(join(migrationsFolder, 'schema.prisma'), 'utf8');
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const url = await freshDatabase();
  expect(await diffSchemas(url, last, schema)).toBe('');
  expect(await diffSchemas(url, '', schema)).toContain('CREATE TABLE "Organisation"');
});

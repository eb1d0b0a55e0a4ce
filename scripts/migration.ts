import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '@/lib/base/database/cluster';
import { migrationsFolder } from '@/lib/base/database/migrate';
import { openDatabase } from '@/lib/base/database/start-database';
import { diffSchemas } from './schema-diff';

// `npm run migration -- <name>` writes the SQL from the last migration's schema to schema.prisma.

const [name] = process.argv.slice(2);
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- <name in lower_case>');
  process.exit(2);
}

const schema = readFileSync('prisma/schema.prisma', 'utf8');
const snapshot = join(migrationsFolder, 'schema.prisma');
const sql = await withScratchDatabase((url) => diffSchemas(url, readFileSync(snapshot, 'utf8'), schema));
if (sql === '') {
  console.error('schema.prisma equals the schema of the last migration; nothing to write.');
  process.exit(0);
}

const number = readdirSync(migrationsFolder).filter((entry) => /^\d{4}_/.test(entry)).length + 1;
const folder = join(migrationsFolder, `${String(number).padStart(4, '0')}_${name}`);
mkdirSync(folder);
writeFileSync(join(folder, 'migration.sql'), sql);
writeFileSync(snapshot, schema);
console.log(`Wrote ${folder}/migration.sql; read it before you commit it.`);

async function withScratchDatabase<T>(use: (url: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'policylayer-migration-'));
  const database = await openDatabase({ dataDir, durable: false });
  try {
    return await use(database.url);
  } finally {
    await database.stop();
    removeCluster(dataDir);
  }
}

import { randomBytes } from 'node:crypto';
import { explain } from '@/bin/launcher/progress';
import { readSettings } from '@/bin/launcher/settings';
import { roleKinds, roleName } from '@/lib/base/database/roles';

// `npm run roles` prints the SQL for the database roles of your own PostgreSQL, and the lines for .env. It changes
// nothing; every start grants the rights.

try {
  const base = new URL(readSettings().databaseUrl ?? 'postgresql://user:password@host:5432/database');
  const made = roleKinds.map((kind) => ({
    kind,
    name: roleName(kind),
    password: randomBytes(24).toString('hex'),
  }));
  console.log('-- Run this once as a user that can create roles:');
  for (const { name, password } of made) console.log(`CREATE ROLE ${name} LOGIN PASSWORD '${password}';`);
  console.log('\n# Then add this to .env:');
  for (const { kind, name, password } of made) {
    base.username = name;
    base.password = password;
    console.log(`${kind.toUpperCase()}_DATABASE_URL=${base.href}`);
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

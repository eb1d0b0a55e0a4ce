import { Client } from 'pg';

/**
 * The database roles of an installation, each with the least it needs. The owner of the tables is a fifth: migrations and
 * the commands of whoever runs the installation use it, no process that serves others does.
 */
export const roleKinds = ['gateway', 'console', 'sync', 'worker'] as const;
export type RoleKind = (typeof roleKinds)[number];

export const roleName = (kind: RoleKind): string => `policylayer_${kind}`;

/** Privileges by table; a table that is not named gets what `others` says. */
type Rights = { tables: Record<string, string[]>; others: (table: string) => string[] };

const nothing = (): string[] => [];
const isCatalogue = (table: string): boolean => table.startsWith('Catalogue');

const rights: Record<RoleKind, Rights> = {
  gateway: {
    tables: {
      Organisation: ['SELECT ("id", "mayReachPrivate")'],
      Server: ['SELECT', 'UPDATE ("lastContactAt")'],
      Tool: ['SELECT'],
      PolicyVersion: ['SELECT'],
      Grant: ['SELECT', 'UPDATE ("lastUsedAt")'],
      // Who decided, and why, is the console's to write.
      Approval: [
        'SELECT',
        'INSERT',
        'DELETE',
        'UPDATE ("id", "argumentsBox", "rule", "message", "state", "consumedAt", "expiresAt", "createdAt")',
      ],
      // A row that is there already is left as it is, which takes looking for its id.
      Call: ['INSERT', 'SELECT ("id")'],
    },
    others: nothing,
  },
  console: {
    tables: {
      Change: ['SELECT', 'INSERT'],
      Call: ['SELECT'],
      PolicyVersion: ['SELECT', 'INSERT'],
      ContactMessage: ['SELECT', 'INSERT'],
      _prisma_migrations: [],
    },
    others: (table) => (isCatalogue(table) ? ['SELECT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE']),
  },
  sync: { tables: {}, others: (table) => (isCatalogue(table) ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] : []) },
  /** For a job that clears up what is past its time; no process of this version uses it. */
  worker: { tables: { Approval: ['SELECT', 'DELETE'] }, others: nothing },
};

/** Makes the roles, or gives those that are there these passwords; over a connection that may. */
export async function makeRoles(admin: Client, passwords: Record<RoleKind, string>): Promise<void> {
  for (const kind of roleKinds) {
    const { rows } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [roleName(kind)]);
    await admin.query(
      `${rows.length > 0 ? 'ALTER' : 'CREATE'} ROLE ${roleName(kind)} LOGIN PASSWORD ${admin.escapeLiteral(passwords[kind])}`,
    );
  }
}

/**
 * Gives the roles, by their names in this database, their rights on every table there is and takes any other; run as the
 * owner after each migration, so that a new table is never without them. Can be repeated at any time.
 */
export async function grantRoles(ownerUrl: string, names: Partial<Record<RoleKind, string>>): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await owner.query('BEGIN');
    await owner.query("SELECT pg_advisory_xact_lock(hashtext('policylayer.roles'))");
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS "name" FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    const tables = rows.map(({ name }) => name);
    for (const kind of roleKinds) {
      const name = names[kind];
      if (name !== undefined) await owner.query(grantsFor(kind, owner.escapeIdentifier(name), tables));
    }
    await owner.query('COMMIT');
  } finally {
    await owner.end();
  }
}

function grantsFor(kind: RoleKind, role: string, tables: readonly string[]): string {
  const grants = tables.flatMap((table) => {
    const privileges = rights[kind].tables[table] ?? rights[kind].others(table);
    return privileges.map((privilege) => `GRANT ${privilege} ON "${table}" TO ${role};`);
  });
  return [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${role};`,
    `GRANT USAGE ON SCHEMA public TO ${role};`,
    ...(kind === 'sync' ? [`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};`] : []),
    ...grants,
  ].join('\n');
}

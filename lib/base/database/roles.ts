import { Client } from 'pg';

/**
 * Database roles, one for each process, with least privilege. Migrations and operators' commands use the tables' owner;
 * no process that serves others does.
 */
export const roleKinds = ['gateway', 'console', 'sync', 'worker'] as const;
export type RoleKind = (typeof roleKinds)[number];

export const roleName = (kind: RoleKind): string => `policylayer_${kind}`;

/** Privileges by table; `others` is for tables without an entry. */
type Rights = { tables: Record<string, string[]>; others: (table: string) => string[] };

const nothing = (): string[] => [];
const isCatalogue = (table: string): boolean => table.startsWith('Catalogue');

const rights: Record<RoleKind, Rights> = {
  gateway: {
    tables: {
      Organisation: ['SELECT ("id", "mayReachPrivate")'],
      Server: ['SELECT', 'UPDATE ("lastContactAt", "driftSeenAt", "driftEndedAt")'],
      Tool: ['SELECT'],
      PolicyVersion: ['SELECT'],
      Grant: ['SELECT', 'UPDATE ("lastUsedAt")'],
      // The console writes who decided, and why; the worker removes requests.
      Approval: [
        'SELECT',
        'INSERT',
        'UPDATE ("id", "argumentsBox", "rule", "message", "state", "consumedAt", "expiresAt", "createdAt")',
      ],
      // ON CONFLICT DO NOTHING needs SELECT on the id.
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
      // What it asks for can be taken back by nobody but the worker.
      Outbox: ['SELECT', 'INSERT'],
      _prisma_migrations: [],
    },
    others: (table) => (isCatalogue(table) ? ['SELECT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE']),
  },
  sync: { tables: {}, others: (table) => (isCatalogue(table) ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] : []) },
  worker: {
    tables: {
      // Work of an organisation is written by the console alone.
      Outbox: [
        'SELECT',
        'INSERT ("id", "kind", "payload", "everyMs")',
        'UPDATE ("payload", "everyMs", "attempts", "notBefore", "claimId", "claimedUntil", "alone", "doneAt", "failedAt", "error")',
        'DELETE',
      ],
      // It forgets arguments and has no key to open them with.
      Approval: ['SELECT ("id", "state", "expiresAt", "argumentsBox")', 'UPDATE ("argumentsBox")', 'DELETE'],
      Invitation: ['SELECT ("id", "expiresAt", "usedAt")', 'DELETE'],
    },
    others: nothing,
  },
};

/** Creates the roles or sets their passwords; needs an admin connection. */
export async function makeRoles(admin: Client, passwords: Record<RoleKind, string>): Promise<void> {
  for (const kind of roleKinds) {
    const { rows } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [roleName(kind)]);
    await admin.query(
      `${rows.length > 0 ? 'ALTER' : 'CREATE'} ROLE ${roleName(kind)} LOGIN PASSWORD ${admin.escapeLiteral(passwords[kind])}`,
    );
  }
}

/**
 * Grants each role exactly its rights on every table. Run as the owner after each migration, so that new tables have
 * rights; idempotent. Returns the roles that these rights do not bind: members of the owner and superusers.
 */
export async function grantRoles(ownerUrl: string, names: Partial<Record<RoleKind, string>>): Promise<string[]> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await owner.query('BEGIN');
    await owner.query("SELECT pg_advisory_xact_lock(hashtext('policylayer.roles'))");
    // Objects of others in the schema, such as an extension's views, are theirs to grant.
    const { rows } = await owner.query<Relation>(
      `SELECT relname AS "name", relkind = 'S' AS "isSequence" FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND pg_has_role(relowner, 'USAGE') ORDER BY 1`,
    );
    for (const kind of roleKinds) {
      const name = names[kind];
      if (name !== undefined) await owner.query(grantsFor(kind, owner.escapeIdentifier(name), rows));
    }
    await owner.query('COMMIT');
    const { rows: mighty } = await owner.query<{ name: string }>(
      `SELECT rolname AS "name" FROM pg_roles WHERE rolname = ANY($1) AND pg_has_role(rolname, current_user, 'MEMBER')`,
      [Object.values(names)],
    );
    return mighty.map(({ name }) => name);
  } finally {
    await owner.end();
  }
}

type Relation = { name: string; isSequence: boolean };

function grantsFor(kind: RoleKind, role: string, relations: readonly Relation[]): string {
  return [
    `GRANT USAGE ON SCHEMA public TO ${role};`,
    ...relations.flatMap(({ name, isSequence }) => {
      const what = `${isSequence ? 'SEQUENCE ' : ''}"${name}"`;
      const ofSequence = kind === 'sync' ? ['USAGE'] : [];
      const privileges = isSequence ? ofSequence : (rights[kind].tables[name] ?? rights[kind].others(name));
      // Rights of PUBLIC apply to every role.
      return [
        `REVOKE ALL ON ${what} FROM ${role}, PUBLIC;`,
        ...privileges.map((privilege) => `GRANT ${privilege} ON ${what} TO ${role};`),
      ];
    }),
  ].join('\n');
}

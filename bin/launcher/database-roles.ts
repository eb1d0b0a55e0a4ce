import { grantRoles, type RoleKind, roleKinds } from '@/lib/base/database/roles';
import { AppError } from '@/lib/base/errors';

/** URL for each role; without one, its process uses the owner's. */
export type RoleUrls = Partial<Record<RoleKind, string>>;

type Named = { url: string; roleUrls: RoleUrls };

/** Grants these roles their rights, and reports each process that uses the owner's role. */
export async function settleRoles({ url, roleUrls }: Named, say: (sentence: string) => void): Promise<void> {
  const names = Object.fromEntries(
    roleKinds.flatMap((kind) => (roleUrls[kind] ? [[kind, userOf(roleUrls[kind])]] : [])),
  );
  requireApart(url, names);
  for (const name of await grantRoles(url, names)) {
    say(`The role ${name} may do everything in this database, as a member of its owner or as a superuser.`);
  }
  const bare = (['gateway', 'console', 'worker'] as const).filter((kind) => !roleUrls[kind]);
  if (bare.length === 0) return;
  const settings = bare.map((kind) => `${kind.toUpperCase()}_DATABASE_URL`).join(' and ');
  say(
    `The ${bare.join(' and the ')} may do everything in this database: ${settings} not set. npm run roles tells how.`,
  );
}

/** A process's environment: its own database URL only, and for the worker no secret. */
export function asRole(
  environment: Record<string, string>,
  { url, roleUrls }: Named,
  kind: RoleKind,
): Record<string, string> {
  return {
    ...environment,
    DATABASE_URL: roleUrls[kind] ?? url,
    GATEWAY_DATABASE_URL: '',
    CONSOLE_DATABASE_URL: '',
    SYNC_DATABASE_URL: '',
    WORKER_DATABASE_URL: '',
    ...(kind === 'worker' && withoutSecrets),
  };
}

/** The worker seals, opens and signs nothing. */
const withoutSecrets = {
  AUTH_SECRET: '',
  NEXTAUTH_SECRET: '',
  ENCRYPTION_KEY: '',
  ENCRYPTION_KEY_PREVIOUS: '',
  REDIS_URL: '',
};

/** Two roles with one user would have the rights of the last, and the owner would lose its own. */
function requireApart(url: string, names: Record<string, string>): void {
  const owner = URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  const users = new Map([[owner, 'DATABASE_URL']]);
  for (const [kind, user] of Object.entries(names)) {
    const setting = `${kind.toUpperCase()}_DATABASE_URL`;
    const other = users.get(user);
    if (other !== undefined)
      throw new AppError('invalid', `${setting} and ${other} name the same user; each needs its own: npm run roles.`);
    users.set(user, setting);
  }
}

function userOf(url: string): string {
  const user = URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  if (user === '') throw new AppError('invalid', 'An address of the database names no user; see npm run roles.');
  return user;
}

import { closeSync, constants, existsSync, fchownSync, lchownSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, isReachableByAll, systemAccount } from '@/lib/base/database/account';
import { root } from './settings';

/** The accounts that the console and the gateway run as; undefined: the one that runs the launcher. */
export type Accounts = { console: Account; gateway: Account };

/**
 * Started as root, the console and the gateway run as system accounts of their own: neither can read the settings or the
 * memory of the other, nor write to the checkout. Says in one sentence why where they cannot; then they run as root.
 */
export function leastPrivilege(dataDir: string, warn: (sentence: string) => void): Accounts {
  if (process.getuid?.() !== 0) return { console: undefined, gateway: undefined };
  const closed = [root, dataDir].find((folder) => !isReachableByAll(folder));
  const accounts = closed ? null : bothAccounts();
  if (accounts) {
    const folder = join(dataDir, 'gateway');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    handOver(folder, accounts.gateway);
    return accounts;
  }
  warn(
    closed
      ? `The console and the gateway run as root, because other accounts cannot enter ${closed}. Start PolicyLayer as another user, or open that folder with chmod o+x.`
      : 'The console and the gateway run as root, because no system accounts could be created. Start PolicyLayer as another user.',
  );
  return { console: undefined, gateway: undefined };
}

function bothAccounts(): { console: NonNullable<Account>; gateway: NonNullable<Account> } | null {
  const [site, gateway] = ['policylayer-console', 'policylayer-gateway'].map(systemAccount);
  return site && gateway ? { console: site, gateway } : null;
}

/**
 * The gateway's own folder, with all that a gateway that ran as another account left in it: what it could not open, such as
 * the counters and rows of a predecessor, would be lost. The account writes there, so no link is followed, and each folder
 * is held open while its contents change hands: what is swapped for a link to another place leads nowhere.
 */
function handOver(folder: string, account: NonNullable<Account>): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const held = existsSync(`/proc/self/fd/${fd}`) ? `/proc/self/fd/${fd}` : folder;
    for (const entry of readdirSync(held, { withFileTypes: true })) {
      if (entry.isDirectory()) handOver(join(held, entry.name), account);
      else lchownSync(join(held, entry.name), account.uid, account.gid);
    }
    fchownSync(fd, account.uid, account.gid);
  } finally {
    closeSync(fd);
  }
}

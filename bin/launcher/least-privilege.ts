import { closeSync, constants, existsSync, fchownSync, lchownSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, isReachableByAll, systemAccount } from '@/lib/base/database/account';
import { root } from './settings';

/** Accounts of the console and the gateway; undefined: that of the launcher. */
export type Accounts = { console: Account; gateway: Account };

/**
 * Privilege separation. Started as root, console and gateway run as two system accounts: neither can read the other's
 * settings or memory, nor write to the checkout. If that is impossible, says why, and they run as root.
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
 * Changes the owner of the gateway's folder and its contents: files of a gateway that ran as another account, such as
 * counters and rows, would be unreadable. The account can write there, so no link is followed, and each folder stays
 * open while its contents change owner.
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

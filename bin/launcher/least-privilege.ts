import { closeSync, constants, existsSync, fchownSync, lchownSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, isReachableByAll, systemAccount } from '@/lib/base/database/account';
import { root } from './settings';

/** Accounts of the processes; undefined: that of the launcher. */
export type Accounts = { console: Account; gateway: Account; worker: Account };

const launchers: Accounts = { console: undefined, gateway: undefined, worker: undefined };

/**
 * Privilege separation. Started as root, console, gateway and worker run as three system accounts: none can read another's
 * settings or memory, nor write to the checkout. If that is impossible, says why, and they run as root.
 */
export function leastPrivilege(dataDir: string, warn: (sentence: string) => void): Accounts {
  if (process.getuid?.() !== 0) return launchers;
  const closed = [root, dataDir].find((folder) => !isReachableByAll(folder));
  const accounts = closed ? null : ownAccounts();
  if (accounts) {
    const folder = join(dataDir, 'gateway');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    handOver(folder, accounts.gateway);
    return accounts;
  }
  warn(
    closed
      ? `The console, the gateway and the worker run as root, because other accounts cannot enter ${closed}. Start PolicyLayer as another user, or open that folder with chmod o+x.`
      : 'The console, the gateway and the worker run as root, because no system accounts could be created. Start PolicyLayer as another user.',
  );
  return launchers;
}

function ownAccounts(): { [Name in keyof Accounts]: NonNullable<Account> } | null {
  const [site, gateway, worker] = ['policylayer-console', 'policylayer-gateway', 'policylayer-worker'].map(
    systemAccount,
  );
  return site && gateway && worker ? { console: site, gateway, worker } : null;
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

import { parseArgs } from 'node:util';
import { explain } from '@/bin/launcher/progress';
import { takeOnInstallation } from './take-on';

// `npm run invite [-- --days <n>]` prints a link for one new account. Standard output has the link only.

const usage = 'Usage: npm run invite [-- --days <1 to 90>]';

try {
  const days = readDays();
  // The verbs read the settings on import.
  takeOnInstallation();
  const { invite } = await import('@/lib/domain/accounts/invitations');
  const { link, expiresAt } = await invite(days);
  console.error(`For one account, until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC:`);
  process.stdout.write(`${link}\n`, () => process.exit(0));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function readDays(): number {
  const given = readFlags().days ?? '7';
  const days = Number(given);
  if (Number.isInteger(days) && days >= 1 && days <= 90) return days;
  console.error(usage);
  process.exit(2);
}

function readFlags() {
  try {
    return parseArgs({ options: { days: { type: 'string' } } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

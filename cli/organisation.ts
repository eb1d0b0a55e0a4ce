import { explain } from '@/bin/launcher/progress';
import type { FoundOrganisation } from '@/lib/domain/organisations/find-organisations';
import { organisationLine, quotedName } from './organisation-line';
import { takeOnInstallation } from './take-on';

// `npm run organisation -- list | allow-private <id or e-mail> | deny-private <id or e-mail>`: the operator's commands
// on organisations.

const usage = `Usage: npm run organisation -- list [<id or e-mail>]
       npm run organisation -- allow-private <id or e-mail>
       npm run organisation -- deny-private <id or e-mail>`;

const [command = '', asked, ...more] = process.argv.slice(2);
const isKnown = command === 'list' || ((command === 'allow-private' || command === 'deny-private') && asked);
if (!isKnown || more.length > 0) {
  console.error(usage);
  process.exit(2);
}

try {
  // The verbs read the settings on import.
  takeOnInstallation();
  const { findOrganisations } = await import('@/lib/domain/organisations/find-organisations');
  const found = await findOrganisations(asked);
  if (command === 'list') for (const organisation of found) console.log(organisationLine(organisation));
  else await decide(found, command === 'allow-private');
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function decide(found: FoundOrganisation[], mayReachPrivate: boolean): Promise<void> {
  const [organisation, ...others] = found;
  if (!organisation || others.length > 0) {
    console.error(organisation ? 'Several organisations have this member. Use the id of one:' : `Nobody is ${asked}.`);
    for (const one of found) console.error(organisationLine(one));
    process.exit(1);
  }
  const { setPrivateRight } = await import('@/lib/domain/organisations/set-private-right');
  const changed = await setPrivateRight(organisation.id, mayReachPrivate);
  const state = mayReachPrivate ? 'may reach private addresses' : 'reaches public addresses only';
  console.log(`${quotedName(organisation.name)} (${organisation.id}) ${state}${changed ? '' : ', as before'}.`);
  const { env } = await import('@/lib/base/env');
  if (mayReachPrivate && !env().ALLOW_PRIVATE_UPSTREAMS) {
    console.log('It takes effect once the installation runs with ALLOW_PRIVATE_UPSTREAMS=1.');
  }
}

import { parseArgs } from 'node:util';
import { explain } from '@/bin/launcher/progress';
import { bypassSuite } from '@/cli/attack/bypass';
import { framingSuite } from '@/cli/attack/framing';
import { costly } from '@/cli/attack/load/costly-policy';
import { neighbourSuite, startNeighboursServer } from '@/cli/attack/neighbours';
import { openOrganisation } from '@/cli/attack/organisation';
import { startRawServer } from '@/cli/attack/raw-server';
import { readerPolicies, readerSuite, readerTools } from '@/cli/attack/readers';
import { startRecorder } from '@/cli/attack/recorder';
import { type Outcome, runSuite, type Suite, tableOf } from '@/cli/attack/report';
import type { Target } from '@/cli/attack/wire';
import { policy, tools } from '@/lib/engines/gateway/testing/bypass-shapes.test-data';
import { takeOnInstallation } from './take-on';

// `npm run attack [-- --only bypass,readers]` attacks the running installation over HTTP alone and prints a table. Its
// servers listen on loopback, so the installation needs ALLOW_PRIVATE_UPSTREAMS=1.

try {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const { gatewayAddress } = takeOnInstallation();
  const outcomes = await attack(gatewayAddress, values.only?.split(',') ?? []);
  console.log(tableOf(outcomes));
  for (const { name, failed } of outcomes)
    for (const trial of failed) console.log(`${name}: ${trial.name}: ${trial.problem}`);
  process.exit(outcomes.some(({ failed }) => failed.length > 0) ? 1 : 0);
} catch (error) {
  console.error(explain(error));
  process.exit(2);
}

async function attack(gatewayAddress: string, only: string[]): Promise<Outcome[]> {
  const organisation = await openOrganisation(gatewayAddress);
  const hostile = await openOrganisation(gatewayAddress);
  const calm = await startNeighboursServer('victim');
  const busy = await startNeighboursServer('attacker');
  const raw = await startRawServer('t');
  const denying = await startRecorder(tools);
  const reading = await startRecorder(readerTools);
  try {
    const open = { version: '1', default: 'allow' };
    const targets: Record<string, Target> = {};
    for (const [name, one] of Object.entries(readerPolicies)) {
      targets[name] = await organisation.provide(name, reading.url, one);
    }
    const suites = [
      bypassSuite(await organisation.provide('bypass', denying.url, policy), denying),
      readerSuite(targets, reading),
      framingSuite(await organisation.provide('framing', raw.url, open), raw),
      neighbourSuite(
        await organisation.provide('victim', calm.url, open),
        await hostile.provide('attacker', busy.url, costly),
      ),
    ];
    return await runAll(suites.filter(({ name }) => only.length === 0 || only.includes(name)));
  } finally {
    for (const server of [raw, denying, reading, calm, busy]) server.close();
    await organisation.remove();
    await hostile.remove();
  }
}

async function runAll(suites: Suite[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const suite of suites) {
    outcomes.push(
      await runSuite(suite, (tried) => process.stdout.isTTY && process.stdout.write(`\r${suite.name} ${tried} `)),
    );
    if (process.stdout.isTTY) process.stdout.write('\r');
  }
  return outcomes;
}

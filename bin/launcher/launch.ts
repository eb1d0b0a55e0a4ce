import type { RoleKind } from '@/lib/base/database/roles';
import { AppError } from '@/lib/base/errors';
import { type Child, untilAnswers } from './child';
import { asRole, settleRoles } from './database-roles';
import { type FirstAccount, installContent, installDatabase, settleContent } from './installation';
import { type Accounts, leastPrivilege } from './least-privilege';
import { requireFreePort } from './ports';
import { explain, step } from './progress';
import { findRunning, removeRunning, writeRunning } from './running';
import { readSettings, type Settings } from './settings';
import { supervise } from './supervise';

/** The differences between `npm start` and `npm run dev`. */
export type Mode = {
  /** Builds; `onExit` registers a clean-up. */
  prepare(onExit: OnExit): Promise<void>;
  startConsole(start: Start): Child;
  startGateway(start: Start): Child;
  startWorker(start: Start): Child;
  /**
   * `consolePath`: must answer before the console is ready (undefined: it only has to listen). `gateway`: whether to
   * wait for it.
   */
  ready: { consolePath: string | undefined; gateway: boolean };
};

/** A process's parameters. */
type Start = { environment: Record<string, string>; settings: Settings; accounts: Accounts };

type OnExit = (undo: () => unknown) => void;

/**
 * Starts an installation in order, and stops it in reverse order on Ctrl-C or SIGTERM. A process that ends later is
 * restarted; the others go on.
 */
export async function launch(mode: Mode): Promise<void> {
  const undos: (() => unknown)[] = [];
  const onExit: OnExit = (undo) => undos.unshift(undo);
  let ending = false;
  const end = async (code: number, sentence?: string) => {
    if (ending) return;
    ending = true;
    if (sentence) console.error(sentence);
    for (const undo of undos) await Promise.resolve(undo()).catch(() => {});
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  try {
    const { lost } = await bringUp(mode, onExit);
    await lost;
  } catch (error) {
    await end(1, explain(error));
  }
}

async function bringUp(mode: Mode, onExit: OnExit): Promise<{ lost: Promise<never> }> {
  const settings = readSettings();
  await requireAlone(settings);
  const opening = installDatabase(settings.dataDir, settings.databaseUrl, settings.roleUrls);
  onExit(async () => (await opening).stop());
  const database = await opening;
  await installContent(database.url);
  await settleRoles(database, console.error);
  await mode.prepare(onExit);
  const environment = { ...settings.environment, DATABASE_URL: database.url };
  const firstAccount = await settleContent(environment);
  const accounts = leastPrivilege(settings.dataDir, console.error);
  const startAs = (kind: RoleKind): Start => ({ environment: asRole(environment, database, kind), settings, accounts });
  const site = supervise(() => mode.startConsole(startAs('console')));
  const gateway = supervise(() => mode.startGateway(startAs('gateway')));
  const worker = supervise(() => mode.startWorker(startAs('worker')));
  onExit(() => Promise.all([site.stop(), gateway.stop(), worker.stop()]));
  // The start does not wait for the worker, but shows what it prints.
  worker.first.show({ withStart: true });
  const consoleAddress = addressOf(settings.host, settings.port);
  const gatewayAddress = addressOf(settings.host, settings.gatewayPort);
  await step('Console and gateway', () =>
    Promise.all([
      untilAnswers(site.first, consoleAddress, mode.ready.consolePath),
      mode.ready.gateway && untilAnswers(gateway.first, gatewayAddress, '/health'),
    ]),
  );
  for (const { first } of [site, gateway]) first.show({ withStart: false });
  const told = { ...environment, SYNC_DATABASE_URL: database.roleUrls.sync ?? database.url };
  writeRunning(settings.dataDir, { pid: process.pid, consoleAddress, gatewayAddress, environment: told });
  onExit(() => removeRunning(settings.dataDir));
  sayNextStep(environment, firstAccount);
  return database;
}

async function requireAlone({ dataDir, host, port, gatewayPort }: Settings): Promise<void> {
  const running = findRunning(dataDir);
  if (running) {
    throw new AppError('conflict', `PolicyLayer is already running at ${running.environment.PUBLIC_URL}.`);
  }
  await requireFreePort(host, port, 'PORT');
  await requireFreePort(host, gatewayPort, 'GATEWAY_PORT');
}

/** An address for `host` on this machine; 0.0.0.0 and :: include loopback. */
function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

function sayNextStep({ PUBLIC_URL, GATEWAY_URL, SIGN_UP, ...rest }: Record<string, string>, first: FirstAccount): void {
  const isPrivate = /^(1|true)$/.test(rest.ALLOW_PRIVATE_UPSTREAMS ?? '');
  const notSaid = `
Private upstreams are allowed and SIGN_UP is not set, so new accounts need an invitation: npm run invite makes one.
SIGN_UP=open in .env lets anyone sign up.
`;
  console.log(`
  Console and catalogue  ${PUBLIC_URL}
  Gateway                ${GATEWAY_URL}
${isPrivate && !SIGN_UP ? notSaid : ''}
Next: ${nextStep(PUBLIC_URL ?? '', first)}, and register your first server. Ctrl-C stops everything.
`);
}

function nextStep(publicUrl: string, first: FirstAccount): string {
  if (first === 'made') return `open ${publicUrl}, sign in`;
  if (first === 'sign-up') return `open ${publicUrl}, sign up (the first account is the owner's)`;
  return `open this link once within a day to make the owner's account:
  ${first.link}
then sign in`;
}

import { join } from 'node:path';
import { buildUnlessCurrent, gatewayArguments, workerArguments } from '@/bin/launcher/bundle';
import { startChild } from '@/bin/launcher/child';
import { launch } from '@/bin/launcher/launch';
import { step } from '@/bin/launcher/progress';
import { root } from '@/bin/launcher/settings';

// `npm start`: a whole self-hosted installation.

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const loaded = ['host-guard.mjs', 'peer-address.mjs', 'bounded-pages.mjs', 'one-location.mjs'].flatMap((file) => [
  '--import',
  join(root, 'bin', 'next-patches', file),
]);
const production = { NODE_ENV: 'production' };

await launch({
  prepare: async (onExit) => {
    await step('Build', () => buildUnlessCurrent(onExit));
  },
  startConsole: ({ environment, settings: { host, port }, accounts }) =>
    startChild(
      'console',
      [...loaded, next, 'start', '-H', host, '-p', String(port)],
      { ...environment, ...production },
      accounts.console,
    ),
  startGateway: ({ environment, accounts }) =>
    startChild(
      'gateway',
      ['--enable-source-maps', ...gatewayArguments],
      { ...environment, ...production },
      accounts.gateway,
    ),
  startWorker: ({ environment, accounts }) =>
    startChild(
      'worker',
      ['--enable-source-maps', ...workerArguments],
      { ...environment, ...production },
      accounts.worker,
    ),
  ready: { consolePath: '/', gateway: true },
});

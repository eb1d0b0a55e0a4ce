import { join } from 'node:path';
import { startChild } from '@/bin/launcher/child';
import { launch } from '@/bin/launcher/launch';
import { root } from '@/bin/launcher/settings';

// `npm run dev`: `npm start` without a build; all processes reload on changes.

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const development = { NODE_ENV: 'development' };

await launch({
  prepare: async () => {},
  startConsole: ({ environment, settings: { host, port } }) =>
    startChild('console', [next, 'dev', '-H', host, '-p', String(port)], { ...environment, ...development }),
  startGateway: ({ environment }) =>
    startChild('gateway', [tsx, 'watch', '--clear-screen=false', join(root, 'bin', 'gateway.ts')], {
      ...environment,
      ...development,
    }),
  startWorker: ({ environment }) =>
    startChild('worker', [tsx, 'watch', '--clear-screen=false', join(root, 'bin', 'worker.ts')], {
      ...environment,
      ...development,
    }),
  // The console stays usable while the gateway does not compile.
  ready: { consolePath: undefined, gateway: false },
});

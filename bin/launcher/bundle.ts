import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type BuildOptions, build } from 'esbuild';
import { hintStartScripts } from '@/bin/next-patches/compile-hint';
import { AppError } from '@/lib/base/errors';
import { root } from './settings';

/** What the processes run: Next's build, one file for the gateway, one for its reading workers, and one for the worker. */
const gatewayBundle = join(root, 'dist', 'gateway.mjs');
/**
 * V8 flags for short garbage-collection pauses: workers collect on their own low-priority thread, since V8's helper
 * threads would compete with the main thread; the young generation grows by 2 MB instead of 16; and answers, which
 * count as old objects, start a collection from 256 MB instead of 23.
 */
export const gatewayArguments = [
  '--single-threaded-gc',
  '--max-semi-space-size=2',
  '--initial-old-space-size=256',
  gatewayBundle,
];
const readerBundle = join(root, 'dist', 'gateway-worker.mjs');
const workerBundle = join(root, 'dist', 'worker.mjs');
/** Most of the time the worker does nothing, so it is kept small rather than quick. */
export const workerArguments = [
  '--single-threaded-gc',
  '--max-semi-space-size=1',
  '--max-old-space-size=128',
  '--optimize-for-size',
  workerBundle,
];

const builtFrom = join(root, 'dist', 'built-from');
const sources = ['app', 'bin', 'components', 'lib', 'public', 'prisma/client'];
const settings = [
  'next.config.ts',
  'proxy.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'prisma/schema.prisma',
];

const bundleOptions: BuildOptions = {
  // The gateway starts its reading workers from the file beside it.
  entryPoints: {
    gateway: join(root, 'bin', 'gateway.ts'),
    'gateway-worker': join(root, 'lib', 'engines', 'gateway', 'judge', 'reader-worker.ts'),
    worker: join(root, 'bin', 'worker.ts'),
  },
  outExtension: { '.js': '.mjs' },
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Packages are loaded from node_modules.
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'silent',
};

/** Builds all unless the sources are unchanged; returns whether it built. */
export async function buildUnlessCurrent(onKill: (kill: () => void) => void = () => {}): Promise<boolean> {
  const now = fingerprint();
  const made = [builtFrom, gatewayBundle, readerBundle, workerBundle, join(root, '.next', 'BUILD_ID')].every((file) =>
    existsSync(file),
  );
  if (made && readFileSync(builtFrom, 'utf8') === now) return false;
  await buildBundles();
  await buildConsole(onKill);
  hintStartScripts(join(root, '.next'));
  mkdirSync(dirname(builtFrom), { recursive: true });
  writeFileSync(builtFrom, now);
  return true;
}

/** `outdir`: a folder from which node_modules is found; default dist. */
export async function buildBundles(outdir = dirname(gatewayBundle)): Promise<void> {
  try {
    await build({ ...bundleOptions, outdir });
  } catch (cause) {
    throw new AppError('unavailable', `The gateway or the worker does not build: ${String(cause)}`, { cause });
  }
}

async function buildConsole(onKill: (kill: () => void) => void): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    // A build must not depend on one installation's data: no database and no secret.
    env: { ...process.env, ...placeholders, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onKill(() => child.kill());
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  if (code !== 0) throw new AppError('unavailable', `The console does not build:\n${out}${err}`);
}

const placeholders = {
  DATABASE_URL: 'postgresql://127.0.0.1:1/build',
  AUTH_SECRET: 'build'.padEnd(32, '-'),
  ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
};

/** SHA-256 over path and content of every file of the build, without tests. */
function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...sources.flatMap(filesUnder), ...settings]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(test|bench)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

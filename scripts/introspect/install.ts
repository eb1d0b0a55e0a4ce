import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { bounds } from './limits';

export type Manifest = z.infer<typeof Manifest>;
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional().catch(undefined),
  author: z
    .union([z.string(), z.object({ name: z.string() })])
    .optional()
    .catch(undefined),
  repository: z
    .union([z.string(), z.object({ url: z.string() })])
    .optional()
    .catch(undefined),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/** What npm needs to reach its registry. Install scripts are off, so no package code sees it. */
const npmSettings = /^(PATH|HOME|LANG|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|https?_proxy|no_proxy|npm_config_\w+)$/i;

/** A registry package, with an optional version; never a folder, URL or repository, which npm would accept. */
export function packageNameOf(spec: string): string {
  const name = /^((?:@[a-z0-9_~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*)(?:@[a-z0-9][\w.+~-]*)?$/i.exec(spec)?.[1];
  if (!name) throw new AppError('invalid', `${spec} is not a package of the npm registry.`);
  return name;
}

/** Installs into the empty folder `folder/package` without running scripts. */
export async function installPackage(folder: string, spec: string): Promise<Manifest> {
  const name = packageNameOf(spec);
  const prefix = join(folder, 'package');
  mkdirSync(prefix, { recursive: true });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--prefix', prefix];
  const complaint = await npm(['install', ...flags, '--', spec], prefix);
  const file = join(prefix, 'node_modules', name, 'package.json');
  if (complaint !== undefined || !existsSync(file)) {
    throw new AppError('unavailable', `npm could not install it. ${complaint ?? ''}`.trim());
  }
  return readManifest(file, name);
}

/** Facts are filed under the manifest's name, which npm does not compare with the requested one. */
export function readManifest(file: string, name: string): Manifest {
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (manifest.name !== name) throw new AppError('invalid', 'It calls itself by the name of another package.');
  return manifest;
}

/** The start script, relative to the package folder. */
export function scriptOf({ name, bin }: Manifest): string {
  const script = typeof bin === 'string' ? bin : (bin?.[name.replace(/^.*\//, '')] ?? Object.values(bin ?? {})[0]);
  if (!script) throw new AppError('invalid', 'It has no program to start.');
  const path = normalize(script);
  if (path.startsWith('..') || path.startsWith('/')) throw new AppError('invalid', 'Its program is outside of it.');
  return join('node_modules', name, path);
}

/** Runs npm; resolves with the reason of a failure. */
function npm(args: string[], cwd: string): Promise<string | undefined> {
  const inherited = Object.entries(process.env).filter(([setting]) => npmSettings.test(setting));
  const env = { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(inherited) };
  const child = spawn('npm', args, { cwd, env, timeout: bounds.installMs, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < bounds.complaint) complaint += chunk.toString('utf8');
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve('npm is not there.'));
    child.once('close', (code) => resolve(code === 0 ? undefined : complaint.replace(/\s+/g, ' ').slice(0, 300)));
  });
}

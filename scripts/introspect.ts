import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@/lib/base/errors';
import { catalogueFolder } from '@/lib/engines/catalogue-store/load-catalogue';
import { inventSettings } from '@/scripts/introspect/credentials';
import { factsOf } from '@/scripts/introspect/facts-of';
import { installPackage, scriptOf } from '@/scripts/introspect/install';
import { keepFacts } from '@/scripts/introspect/keep';
import { type Run, runServer } from '@/scripts/introspect/run';

// Installs npm packages without running their scripts, starts each one sandboxed over stdio, reads its tools and writes
// the facts, one file for each server. A package that fails is named with its reason, and the next one goes on.

const usage = `Usage: npm run catalogue:introspect -- <package>[@version] … [--env NAME=value] [--arg value] [--network] [--into folder]

--env      a setting the server wants before it starts; never a real credential
--arg      an argument of the server
--network  leaves the server this machine's network; by default it has none
--into     where the facts go; by default data/catalogue`;

/** A server names missing settings one by one. */
const attemptsMax = 6;

function readFlags() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        env: { type: 'string', multiple: true, default: [] },
        arg: { type: 'string', multiple: true, default: [] },
        network: { type: 'boolean', default: false },
        into: { type: 'string', default: catalogueFolder },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { values: flags, positionals: specs } = readFlags();
if (flags.help || specs.length === 0) {
  console[flags.help ? 'log' : 'error'](usage);
  process.exit(flags.help ? 0 : 2);
}

const settings = Object.fromEntries(
  flags.env.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : [pair, ''];
  }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const said = new Set<string>();
for (const spec of specs) {
  const folder = mkdtempSync(join(tmpdir(), 'introspect-'));
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  process.once('exit', clear);
  try {
    console.log(await introspect(folder, spec));
  } catch (error) {
    console.error(`${spec}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    clear();
    process.off('exit', clear);
  }
}

async function introspect(folder: string, spec: string): Promise<string> {
  const manifest = await installPackage(folder, spec);
  const run = await runWithSettings(folder, scriptOf(manifest));
  for (const sentence of run.lacks.filter((one) => !said.has(one))) console.error(sentence);
  for (const sentence of run.lacks) said.add(sentence);
  if ('failed' in run) throw new AppError('unavailable', `${run.failed} ${lastLine(run.complaint)}`.trim());
  const facts = factsOf(manifest, run.tools, new Date());
  const written = keepFacts(flags.into, facts);
  return `${facts.slug}: ${facts.tools.length} tools${written ? ', written. Review the file before you commit it.' : ', unchanged.'}`;
}

async function runWithSettings(folder: string, script: string): Promise<Run> {
  const given: Record<string, string> = { ...settings };
  for (let attempt = 1; ; attempt += 1) {
    const run = await runServer({ folder, script, args: flags.arg, settings: given, network: flags.network });
    if (!('failed' in run) || attempt === attemptsMax) return run;
    const invented = inventSettings(`${run.complaint}\n${run.failed}`, given);
    if (Object.keys(invented).length === 0) return run;
    Object.assign(given, invented);
  }
}

/** The last message of a complaint, without lines of a stack. */
function lastLine(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  return (
    lines
      .filter((line) => line && !/^(at |Node\.js v|\}|\{)/.test(line))
      .at(-1)
      ?.slice(0, 200) ?? ''
  );
}

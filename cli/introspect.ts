import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';
import { condenseSchema } from '@/lib/catalogue/condense';
import { ServerFacts } from '@/lib/catalogue/facts';
import { slugOf } from '@/lib/catalogue/slug';
import { catalogueFolder } from '@/prisma/load-catalogue';

// `npm run catalogue:introspect -- <package>[@version] [--env NAME=value] [--arg value] [--network]`: installs an npm
// package without its scripts, starts it over stdio, asks for its tools and writes the facts to prisma/catalogue.

const installTimeoutMs = 180_000;
const answerTimeoutMs = 30_000;
const pagesMax = 50;
const hintNames = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Settings and arguments the server wants before it starts; never a real credential. */
    env: { type: 'string', multiple: true, default: [] },
    arg: { type: 'string', multiple: true, default: [] },
    /** Leaves the network on for a server that does not answer without. */
    network: { type: 'boolean', default: false },
  },
});

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
  bin: z.union([z.string(), z.record(z.string(), z.string())]),
});
type Manifest = z.infer<typeof Manifest>;

type Tool = Awaited<ReturnType<Client['listTools']>>['tools'][number];

const [wanted] = positionals;
if (!wanted) {
  console.error(
    'Usage: npm run catalogue:introspect -- <package>[@version] [--env NAME=value] [--arg value] [--network]',
  );
  process.exit(2);
}

const home = mkdtempSync(join(tmpdir(), 'introspect-'));
try {
  const name = wanted.replace(/(?<=.)@[^@/]*$/, '');
  const manifest = install(home, wanted, name);
  const tools = await readTools(home, name, manifest);
  const facts = ServerFacts.parse(factsOf(manifest, tools));
  const file = join(catalogueFolder, `${facts.slug}.json`);
  writeFileSync(file, documentOf(facts));
  console.log(`${facts.slug}: ${facts.tools.length} tools. Review ${file} before you commit it.`);
} catch (error) {
  console.error(`${wanted}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  // A server that is still ending may write until it is gone.
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** A tool a line, so that a review reads one change a line. */
function documentOf({ tools, ...server }: ServerFacts): string {
  const head = JSON.stringify(server, null, 2).replace(/\n\}$/, '');
  return `${head},\n  "tools": [\n${tools.map((tool) => `    ${JSON.stringify(tool)}`).join(',\n')}\n  ]\n}\n`;
}

function install(folder: string, spec: string, name: string): Manifest {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', folder];
  const done = spawnSync('npm', ['install', ...flags, spec], { timeout: installTimeoutMs, encoding: 'utf8' });
  const file = join(folder, 'node_modules', name, 'package.json');
  if (done.status !== 0 || !existsSync(file)) throw new Error('npm could not install it.');
  return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Runs the server in an empty home, with none of our settings, and without a network where the system can take it away. */
async function readTools(folder: string, name: string, { bin }: Manifest): Promise<Tool[]> {
  const script = typeof bin === 'string' ? bin : (bin[name.replace(/^.*\//, '')] ?? Object.values(bin)[0]);
  if (!script) throw new Error('It has no program to start.');
  const node = [process.execPath, resolve(folder, 'node_modules', name, script), ...flags.arg];
  const isolated = !flags.network && spawnSync('unshare', ['--net', '--map-root-user', 'true']).status === 0;
  const [command = '', ...args] = isolated ? ['unshare', '--net', '--map-root-user', ...node] : node;
  const settings = flags.env.map((pair): [string, string] => [
    pair.slice(0, pair.indexOf('=')),
    pair.slice(pair.indexOf('=') + 1),
  ]);
  const env = { PATH: '/usr/bin:/bin', HOME: folder, ...Object.fromEntries(settings) };
  const transport = new StdioClientTransport({ command, args, env, cwd: folder, stderr: 'ignore' });
  const client = new Client({ name: 'catalogue', version: '1' });
  const timer = setTimeout(() => void client.close(), answerTimeoutMs);
  try {
    await client.connect(transport);
    return await allTools(client);
  } finally {
    clearTimeout(timer);
    await client.close();
  }
}

async function allTools(client: Client): Promise<Tool[]> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await client.listTools(cursor ? { cursor } : {});
    tools.push(...answer.tools);
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  return tools;
}

function factsOf({ name, version, license, author, repository }: Manifest, tools: readonly Tool[]): unknown {
  return {
    slug: slugOf(name),
    name,
    ...(author && { publisher: publisherOf(author) }),
    ...(repository && { repository: repositoryOf(repository) }),
    ...(license && !license.startsWith('SEE ') && { licence: license }),
    packages: [{ registryType: 'npm', identifier: name, version }],
    remotes: [],
    source: `https://www.npmjs.com/package/${name}`,
    readAt: new Date().toISOString(),
    knowledge: 'introspected',
    tools: tools.map((tool) => ({
      name: tool.name,
      inputSchema: condenseSchema(tool.inputSchema),
      annotations: hintsOf(tool.annotations),
    })),
  };
}

/** "Ada Lovelace <ada@example.com> (https://example.com)" without the addresses. */
function publisherOf(author: NonNullable<Manifest['author']>): string | undefined {
  const text = typeof author === 'string' ? author : author.name;
  return text.replace(/\s*[<(].*$/, '').trim() || undefined;
}

/** The web address of a repository; undefined for a form that is not known. */
function repositoryOf(repository: NonNullable<Manifest['repository']>): string | undefined {
  const text = typeof repository === 'string' ? repository : repository.url;
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(text)?.[1];
  const path = short ?? /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/#].*)?$/.exec(text)?.[1];
  return path && `https://github.com/${path}`;
}

function hintsOf(annotations: Tool['annotations']): Record<string, boolean> | undefined {
  const hints = hintNames.flatMap((name) => {
    const value = annotations?.[name];
    return typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  return hints.length > 0 ? Object.fromEntries(hints) : undefined;
}

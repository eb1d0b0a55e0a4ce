/**
 * Packages that a room may load: `pure` neither Node nor frameworks nor databases, `hot` no framework and no database,
 * `server` no framework, `browser` no database, `any` all.
 */
export type Packages = 'pure' | 'hot' | 'server' | 'browser' | 'any';

export type Room = {
  /** A folder, or a file without its ending. */
  path: string;
  layer: 'core' | 'base' | 'engines' | 'domain' | 'edges' | 'shown' | 'run';
  holds: string;
  /** Rooms, folders in them or single files. `*` is every room. */
  may: readonly string[];
  packages: Packages;
};

const core = (name: string, holds: string, may: readonly string[] = []): Room => ({
  path: `lib/core/${name}`,
  layer: 'core',
  holds,
  may: may.map((one) => `lib/core/${one}`),
  packages: 'pure',
});

const server = (layer: 'base' | 'engines' | 'domain', name: string, holds: string, may: readonly string[]): Room => ({
  path: `lib/${layer}/${name}`,
  layer,
  holds,
  may,
  packages: 'server',
});

/** `may`: other nouns; `more`: core rooms and the database's types. */
const domain = (name: string, holds: string, may: readonly string[] = [], more: readonly string[] = []): Room =>
  server('domain', name, holds, ['lib/base', ...more, ...may.map((one) => `lib/domain/${one}`)]);

const runs = (path: string, holds: string, may: readonly string[]): Room => ({
  path,
  layer: 'run',
  holds,
  may,
  packages: 'any',
});

/** Every room, from what may touch nothing to what joins everything. Biome's walls and ARCHITECTURE's table come from here. */
export const rooms: readonly Room[] = [
  core('text', 'text that readers understand differently: folded keys, hidden characters, secrets in URLs'),
  core('policy', 'the one evaluator, with its reader, linter, diff, recommendations and counters', ['text']),
  core('risk', 'the risk engine: words, readings, what raises a risk, how it weighs'),
  core('mcp', 'MCP messages read strictly', ['text']),
  core('registry', 'entries of the official registry, and how a server is recognised'),
  core('attacks', 'attack patterns, each with the policy that stops it', ['policy', 'risk']),
  core('stack-reader', "a client's MCP configuration, read in the browser", ['policy', 'risk']),
  core('catalogue-model', 'the shapes of servers and tools, their slugs, and how two definitions differ', [
    'mcp',
    'risk',
  ]),
  core('catalogue-text', 'the sentences of catalogue pages', ['attacks', 'catalogue-model', 'policy', 'risk', 'site']),
  core('site', "the product's name and promise"),
  core('figures', 'medians and percentiles of what was measured'),
  core('form-state', 'what a form shows after it was sent'),

  server('base', 'errors', 'errors that people may read', []),
  server('base', 'env', 'settings from the environment', []),
  server('base', 'log', 'the log', []),
  server('base', 'input', 'checks of what comes in', ['lib/base/errors']),
  server('base', 'retention', 'how long rows are kept', []),
  server('base', 'durable', 'append-only files, one write for each turn of the event loop', []),
  server('base', 'network', 'which addresses may be reached, and free ports', []),
  server('base', 'rate-limits', 'rate limits: one port, counted in memory or in Redis', [
    'lib/base/env',
    'lib/base/errors',
    'lib/base/log',
  ]),
  server('base', 'http', 'security headers', []),
  server('base', 'secrets', 'secrets sealed with ENCRYPTION_KEY', ['lib/base/env', 'lib/core/text']),
  server('base', 'database', 'the embedded PostgreSQL, migrations, roles, the client', [
    'lib/base/env',
    'lib/base/errors',
    'lib/base/log',
    'lib/base/network',
    'prisma/client',
  ]),

  {
    ...server('engines', 'gateway', 'the hot path: one ordered pipeline', [
      'lib/core/policy',
      'lib/core/mcp',
      'lib/base/durable',
      'lib/base/log',
    ]),
    packages: 'hot',
  },
  server('engines', 'gateway-store', "the gateway's ports on PostgreSQL and Redis", [
    'lib/engines/gateway/ports',
    'lib/engines/gateway/route/names',
    'lib/engines/gateway/auth/session-bounds',
    'lib/engines/gateway/auth/session-store',
    'lib/engines/gateway/record/call-sink',
    'lib/core/policy',
    'lib/base/database/channel',
    'lib/base/durable',
    'lib/base/log',
    'lib/base/secrets',
  ]),
  server('engines', 'outbox', 'work for the worker: written in a transaction, claimed, tried again', [
    'lib/base/database',
    'lib/base/errors',
    'lib/base/log',
  ]),
  server('engines', 'retention', 'what is past its time, forgotten or removed', ['lib/base/log', 'lib/base/retention']),
  server('engines', 'server-reader', "an MCP server's tools, read over the network", [
    'lib/core/mcp',
    'lib/core/site',
    'lib/core/text',
    'lib/base/errors',
    'lib/base/network',
  ]),
  server('engines', 'catalogue-store', "the one writer of the catalogue's rows and of its change feed", [
    'lib/core/catalogue-model',
    'lib/core/mcp',
    'lib/core/registry',
    'lib/core/risk',
    'lib/base/errors',
  ]),
  server('engines', 'catalogue-sync', 'the registry and its open remotes, read into the catalogue', [
    'lib/core/mcp',
    'lib/core/registry',
    'lib/base/errors',
    'lib/base/network',
    'lib/engines/catalogue-store',
    'lib/engines/server-reader',
  ]),

  domain('actors', 'who acts, and what a role allows', [], ['prisma/client']),
  domain('change-log', 'who changed what', ['actors'], ['prisma/client']),
  domain('organisations', 'organisations and their rights', ['actors', 'change-log']),
  domain('sessions', 'where people are signed in', ['actors', 'change-log']),
  domain('accounts', 'people, passwords, invitations', ['change-log'], ['lib/core/site']),
  domain(
    'servers',
    'registered servers, their tools and reviews',
    ['actors', 'change-log', 'organisations'],
    ['lib/core/mcp', 'lib/core/risk', 'lib/core/text', 'lib/engines/server-reader', 'prisma/client'],
  ),
  domain(
    'policies',
    'policies and their versions',
    ['actors', 'change-log', 'servers'],
    ['lib/core/policy', 'prisma/client'],
  ),
  domain('grants', 'tokens of agents', ['actors', 'change-log', 'servers']),
  domain('approvals', 'calls that wait for a person', ['actors', 'change-log'], ['prisma/client']),
  domain('call-log', 'what agents did', ['actors', 'servers'], ['prisma/client']),
  domain('catalogue', 'the catalogue as it is read and searched', [], ['lib/core', 'prisma/client']),
  domain('catalogue-changes', 'the change feed as it is read', [], ['lib/core']),
  domain('contact', 'messages from the contact form'),

  {
    path: 'lib/edges/api',
    layer: 'edges',
    holds: 'the read API: operations, schemas, OpenAPI',
    may: ['lib/core', 'lib/base/errors', 'lib/domain/catalogue', 'lib/domain/catalogue-changes'],
    packages: 'server',
  },
  {
    path: 'lib/edges/markdown',
    layer: 'edges',
    holds: 'pages as Markdown and as cards',
    may: [
      'lib/core/catalogue-text',
      'lib/core/policy',
      'lib/core/text',
      'lib/base/errors',
      'lib/domain/catalogue',
      'lib/edges/api',
    ],
    packages: 'server',
  },
  {
    path: 'lib/edges/crawlers',
    layer: 'edges',
    holds: 'sitemaps, robots.txt, llms.txt',
    may: [
      'lib/core/attacks',
      'lib/core/risk',
      'lib/core/site',
      'lib/domain/catalogue',
      'lib/edges/api',
      'lib/edges/markdown',
    ],
    packages: 'server',
  },
  {
    path: 'lib/edges/auth',
    layer: 'edges',
    holds: 'next-auth and its providers, devices and `requireActor`, the only way to a session',
    may: ['lib/base/env', 'lib/base/errors', 'lib/base/log', 'lib/domain/accounts', 'lib/domain/sessions'],
    packages: 'any',
  },
  {
    path: 'lib/edges/forms',
    layer: 'edges',
    holds: 'server actions: from a form to a verb and back',
    may: ['lib/core/form-state', 'lib/base/errors', 'lib/base/log', 'lib/domain/sessions', 'lib/edges/auth'],
    packages: 'any',
  },

  {
    path: 'components',
    layer: 'shown',
    holds: 'what pages are made of',
    may: ['lib/core', 'lib/domain/*/schema'],
    packages: 'browser',
  },
  {
    path: 'app',
    layer: 'shown',
    holds: 'pages: `(site)`, `(auth)`, `(console)`, and the read API',
    may: [
      'components',
      'lib/core',
      'lib/domain',
      'lib/edges',
      'lib/base/env',
      'lib/base/errors',
      'lib/base/log',
      'lib/base/retention',
    ],
    packages: 'browser',
  },

  runs('bin', 'the processes and what starts them: the only files that join rooms', ['*']),
  runs('cli', 'commands for the people who run an installation', ['bin/launcher', 'lib']),
  runs('scripts', 'commands for the people who work on PolicyLayer', ['bin/launcher', 'lib']),
  runs('bench', 'what things cost', ['bin/launcher', 'cli/attack/load', 'lib']),
  runs('e2e', 'journeys in a browser against real servers and clients', ['lib/base/network', 'playwright.config']),
];

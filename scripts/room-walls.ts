import type { Packages, Room } from './rooms';

const frameworks = ['next', 'next/**', 'next-auth', 'next-auth/**', 'react', 'react/**', 'react-dom', 'react-dom/**'];
const databases = ['pg', '@prisma/**'];

const forbiddenPackages: Record<Packages, readonly string[]> = {
  pure: [...frameworks, ...databases, 'node:*', 'undici'],
  hot: [...frameworks, ...databases],
  server: frameworks,
  browser: ['next-auth', 'next-auth/**', '!next-auth/react', ...databases, 'undici'],
  any: [],
};

const noWayUp = { group: ['../*', '../**'], message: "Import another room as '@/room/file'." };

/** Tests and their kits, which may use other rooms than what they test: a database, the store behind a port. */
const tests = [
  'lib/**/*.{test,bench,contract,test-data}.{ts,tsx}',
  'lib/**/*-fixture.ts',
  'lib/**/test-*.ts',
  'lib/engines/gateway/testing/**',
];

/** Tests of what is shown; they may ask the pages themselves. */
const shownTests = ['{app,components,bin}/**/*.test.{ts,tsx}'];

/** The import walls of biome.json: one for each room, then those of tests, which replace theirs. */
export function wallsOf(rooms: readonly Room[]): object[] {
  const ofTests = { group: ['@/app/**', ...frameworks], message: 'A test of a room knows no page and no framework.' };
  return [
    ...rooms.map(wallOf),
    { includes: tests, ...restricted([noWayUp, ofTests]) },
    { includes: shownTests, ...restricted([noWayUp]) },
  ];
}

function wallOf(room: Room): object {
  const may = room.may.length > 0 ? room.may.join(', ') : 'no other room';
  const rooms = room.may.includes('*') ? [] : ['@/**', ...[room.path, ...room.may].flatMap(openings)];
  const group = [...rooms, ...forbiddenPackages[room.packages]];
  const patterns = group.length > 0 ? [noWayUp, { group, message: `${room.path} may import ${may}.` }] : [noWayUp];
  return { includes: [`${room.path}/**`, `${room.path}.{ts,tsx}`], ...restricted(patterns) };
}

function openings(path: string): string[] {
  return [`!@/${path}`, `!@/${path}/**`];
}

function restricted(patterns: readonly object[]): object {
  return { linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } } };
}

/** The table of ARCHITECTURE.md. */
export function tableOf(rooms: readonly Room[]): string {
  const rows = rooms.map(({ path, holds, may }) => `| \`${path}\` | ${holds} | ${may.map(code).join(' ') || '–'} |`);
  return ['| room | holds | may import |', '|---|---|---|', ...rows].join('\n');
}

function code(path: string): string {
  return path === '*' ? 'everything' : `\`${path.replace('lib/', '')}\``;
}

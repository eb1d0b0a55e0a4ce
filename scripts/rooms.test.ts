import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, roomOf, sources } from './room-imports';
import { tableOf, wallsOf } from './room-walls';
import { type Room, rooms } from './rooms';

test('the walls of biome.json are those of the table', () => {
  const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8'));
  const walls = wallsOf(rooms);
  expect(overrides.slice(0, walls.length)).toEqual(walls);
});

test('ARCHITECTURE.md shows the table', () => {
  expect(readFileSync('ARCHITECTURE.md', 'utf8')).toContain(tableOf(rooms));
});

test('every source is in one room', () => {
  const homeless = sources().filter((file) => roomOf(file) === null && file.includes('/'));
  expect(homeless).toEqual([]);
  expect(rooms.filter(({ path }) => !existsSync(path) && !existsSync(`${path}.ts`))).toEqual([]);
});

test('every import is one that the table allows', () => {
  const wrong = importsOf(sources()).filter(({ from, to }) => from !== null && !isAllowed(from, to));
  expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
});

function isAllowed(room: Room, to: string): boolean {
  return [room.path, ...room.may].some((one) => one === '*' || isWithin(one, to));
}

function isWithin(folder: string, path: string): boolean {
  return new RegExp(`^${folder.replace('*', '[^/]+')}(?:/|$)`).test(path);
}

test('every room imports from everything that the table allows it', () => {
  const all = importsOf(sources()).filter(({ from, to }) => from !== roomOf(to));
  const unused = rooms.flatMap((room) =>
    room.may
      .filter((one) => one !== '*' && !all.some(({ from, to }) => from === room && isWithin(one, to)))
      .map((one) => `${room.path} imports nothing of ${one}`),
  );
  expect(unused).toEqual([]);
});

test('no two rooms import each other, by whatever way', () => {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of importsOf(sources())) {
    const room = roomOf(to);
    if (from && room && room !== from) next.set(from.path, (next.get(from.path) ?? new Set()).add(room.path));
  }
  const reach = (start: string) => {
    const seen = new Set<string>();
    const waiting = [...(next.get(start) ?? [])];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (!seen.has(one)) waiting.push(...(next.get(one) ?? []));
      seen.add(one);
    }
    return seen;
  };
  expect(rooms.map(({ path }) => path).filter((path) => reach(path).has(path))).toEqual([]);
});

test('every wall stands', () => {
  const walled = rooms.filter(({ may }) => !may.includes('*'));
  const folders = walled.filter(({ path }) => !existsSync(`${path}.ts`));
  const forbidden = walled.map((room) => ({
    file: folders.includes(room) ? `${room.path}/forbidden.ts` : `${room.path}.ts`,
    specifier: `@/${rooms.find(({ path }) => !isAllowed(room, path))?.path}/anything`,
  }));
  const upward = folders.map(({ path }) => ({ file: `${path}/upward.ts`, specifier: '../anything' }));
  const allowed = folders.map(({ path, may: [one = `${path}/own`] }) => {
    return { file: `${path}/allowed.ts`, specifier: `@/${one.replace('*', 'servers')}` };
  });
  const found = complaintsIn([...forbidden, ...upward, ...allowed]);
  expect(found).toEqual([...forbidden, ...upward].map(({ file }) => file).sort());
});

/** The files of which Biome says, with the settings of this project, that they may not import what they do. */
function complaintsIn(files: { file: string; specifier: string }[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'policylayer-rooms-'));
  try {
    const settings = JSON.parse(readFileSync('biome.json', 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
    for (const { file, specifier } of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `import '${specifier}';\n`);
    }
    const biome = join(process.cwd(), 'node_modules/@biomejs/biome/bin/biome');
    const args = [
      biome,
      'lint',
      '--only=style/noRestrictedImports',
      '--reporter=github',
      '--max-diagnostics=none',
      '.',
    ];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const found = [...stdout.matchAll(/noRestrictedImports,file=([^,]+),/g)].map(([, file = '']) =>
      relative(folder, file),
    );
    return [...new Set(found)].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

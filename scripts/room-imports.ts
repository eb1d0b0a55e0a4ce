import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Room, rooms } from './rooms';

/** `to`: what is imported, as a path from the root without its ending. */
type Import = { file: string; from: Room | null; to: string };

const TEST = /\.(?:test|bench|contract|test-data)\.tsx?$|-fixture\.ts$|\/test-[^/]*\.ts$|\/testing\//;

/** The TypeScript that is not there for tests alone. */
export function sources(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], { encoding: 'utf8' });
  return listed.split('\n').filter((file) => file !== '' && !TEST.test(file) && existsSync(file));
}

export function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'((?:@|\.)\/[^']+)'/g)].map(
      ([, one]) => one ?? '',
    );
    return specifiers.map((one) => {
      const to = one.startsWith('@/') ? one.slice(2) : join(dirname(file), one);
      return { file, from: roomOf(file), to: to.replace(/\.tsx?$/, '') };
    });
  });
}

/** The room that a path from the root is in: the one with the longest path. */
export function roomOf(path: string): Room | null {
  const plain = path.replace(/\.tsx?$/, '');
  const inside = rooms.filter((room) => plain === room.path || plain.startsWith(`${room.path}/`));
  return inside.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

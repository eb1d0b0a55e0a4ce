import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tableOf, wallsOf } from './room-walls';
import { rooms } from './rooms';

// `npm run rooms`: writes the walls of biome.json and the table of ARCHITECTURE.md from scripts/rooms.ts.

const settings = JSON.parse(readFileSync('biome.json', 'utf8'));
const isWall = ({ linter }: { linter?: { rules?: { style?: object } } }) =>
  'noRestrictedImports' in (linter?.rules?.style ?? {});
settings.overrides = [...wallsOf(rooms), ...settings.overrides.filter((one: object) => !isWall(one))];
writeFileSync('biome.json', JSON.stringify(settings));
execFileSync('npx', ['biome', 'format', '--write', 'biome.json']);

const text = readFileSync('ARCHITECTURE.md', 'utf8');
writeFileSync(
  'ARCHITECTURE.md',
  text.replace(/\| room \|[\s\S]*?(?=\n\n)/, () => tableOf(rooms)),
);

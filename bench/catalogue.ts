import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explain, step } from '@/bin/launcher/progress';
import { startReaper } from '@/lib/base/database/reaper';
import { openDatabase } from '@/lib/base/database/start-database';
import { measureSize, type SizeResult } from './measure-size';
import { printTable } from './table';

// `npm run bench:catalogue -- [--small] [--only <words>] [--no-pages] [--rounds 200] [--repeats 3]`: what the catalogue's
// pages cost at 10,000 and at 1,000,000 generated tools, on a database of its own that is removed afterwards.

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '10000,1000000' },
    only: { type: 'string', default: '' },
    'no-pages': { type: 'boolean', default: false },
    rounds: { type: 'string', default: '200' },
    repeats: { type: 'string', default: '3' },
  },
});
const sizes = values.small ? [10_000] : values.sizes.split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'policylayer-bench-'));
// PostgreSQL's own account must pass through when root runs this; what lies within stays closed.
chmodSync(folder, 0o711);
const leaveNothing = startReaper(folder);

try {
  const database = await step('PostgreSQL', () => openDatabase({ dataDir: folder }));
  const results: SizeResult[] = [];
  for (const size of sizes) {
    results.push(
      await measureSize(database, size, {
        pages: !values['no-pages'],
        only: values.only,
        rounds: Number(values.rounds),
        repeats: Number(values.repeats),
      }),
    );
  }
  printTable(results);
  await database.stop();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
await leaveNothing();

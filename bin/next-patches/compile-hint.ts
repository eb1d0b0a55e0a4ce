import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** As a script's first line it tells V8 to compile every function while the script arrives, off the main thread. */
const hint = '//# allFunctionsCalledOnLoad\n';

const Manifest = z.object({ rootMainFiles: z.array(z.string()).min(1) });

/**
 * Marks the scripts that every page starts with. Nearly all of their functions run at once; compiled one by one as they are
 * called, they cost a phone twice the time in which it cannot answer. `folder`: what `next build` made.
 */
export function hintStartScripts(folder: string): void {
  const { rootMainFiles } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'build-manifest.json'), 'utf8')));
  for (const name of rootMainFiles) {
    const file = join(folder, name);
    const script = readFileSync(file, 'utf8');
    // A build takes over what has not changed since the last one.
    if (!script.startsWith(hint)) writeFileSync(file, hint + script);
  }
}

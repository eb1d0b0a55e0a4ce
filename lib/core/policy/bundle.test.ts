import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a browser would load for one file of this room. */
async function bundleOf(file: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [`lib/core/policy/${file}.ts`],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

test('deciding loads no library at all', async () => {
  for (const file of ['decide/decide', 'decide/explain', 'limits/memory-counters']) {
    expect((await bundleOf(file)).filter((path) => path.includes('node_modules'))).toEqual([]);
  }
});

test('compiling loads the expressions and no schema', async () => {
  const loaded = await bundleOf('compile/compile');
  expect(loaded.filter((path) => path.includes('node_modules') && !path.includes('re2js'))).toEqual([]);
});

test('reading, checking and comparing load the small build of the schema library, in no language', async () => {
  for (const file of ['document/read', 'lint/lint', 'diff/diff', 'recommend/recommend']) {
    const loaded = await bundleOf(file);
    expect(loaded.filter((path) => /zod\/v4\/(classic|locales)/.test(path))).toEqual([]);
  }
});

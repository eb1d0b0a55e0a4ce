import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';

let loaded = false;

/**
 * The SQL that leads from one schema.prisma to another: '' when they are equal. An empty `from` is the empty schema.
 * Prisma's schema engine runs as WebAssembly, because `prisma migrate diff` downloads a binary. It asks for a database
 * and leaves it unchanged.
 */
export async function diffSchemas(databaseUrl: string, from: string, to: string): Promise<string> {
  await load();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl, max: 1 }));
  const engine = await wasm.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
  try {
    const filters = { externalTables: [], externalEnums: [] };
    const { stdout } = await engine.diff({ from: target(from), to: target(to), script: true, exitCode: null, filters });
    return stdout?.trim() === '-- This is an empty migration.' ? '' : (stdout ?? '');
  } finally {
    engine.free();
  }
}

function target(content: string): wasm.DiffTarget {
  if (content === '') return { tag: 'empty' };
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] };
}

async function load(): Promise<void> {
  if (loaded) return;
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': Object.fromEntries(Object.entries(wasm).map(unrefTimers)),
  });
  wasm.__wbg_set_wasm(instance.exports);
  const begin = instance.exports.__wbindgen_start;
  if (typeof begin === 'function') begin();
  loaded = true;
}

/** The engine never clears its lock's timeout of 10 s, which would keep the process alive. */
function unrefTimers([name, part]: [string, WebAssembly.ImportValue]): [string, WebAssembly.ImportValue] {
  if (!name.startsWith('__wbg_setTimeout')) return [name, part];
  return [name, (callback: () => void, ms: number) => setTimeout(callback, ms).unref()];
}

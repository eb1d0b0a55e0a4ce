import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import { DatabaseError, Pool } from 'pg';

export const noFilter = { externalTables: [], externalEnums: [] };

let loaded = false;

/** Prisma's schema engine as WebAssembly: the binary that `prisma migrate` runs would have to be downloaded. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  use: (engine: wasm.SchemaEngine) => Promise<T>,
): Promise<T> {
  await load();
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterOf(pool));
    const engine = await wasm.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    return await use(engine).finally(() => engine.free());
  } finally {
    await pool.end();
  }
}

/** The adapter cuts a script at every semicolon, also inside a function's body; here PostgreSQL reads it whole, in one transaction. */
function adapterOf(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () =>
      Object.assign(await factory.connect(), { executeScript: (script: string) => run(pool, script) }),
  };
}

async function run(pool: Pool, script: string): Promise<void> {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { code = 'XX000', severity = 'ERROR', message, detail, column, hint } = error;
    throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
  }
}

async function load(): Promise<void> {
  if (loaded) return;
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': Object.fromEntries(Object.entries(wasm).map(quietly)),
  });
  wasm.__wbg_set_wasm(instance.exports);
  const begin = instance.exports.__wbindgen_start;
  if (typeof begin === 'function') begin();
  loaded = true;
}

/** The engine never clears the 10 s timeout of its own lock, which would keep a finished process alive that long. */
function quietly([name, part]: [string, WebAssembly.ImportValue]): [string, WebAssembly.ImportValue] {
  if (!name.startsWith('__wbg_setTimeout')) return [name, part];
  return [name, (callback: () => void, ms: number) => setTimeout(callback, ms).unref()];
}

/**
 * The SQL that leads from one schema.prisma to another; empty when they say the same. An empty `from` is no schema. The
 * engine wants a database to talk to, and leaves it as it is.
 */
export async function diffSchemas(databaseUrl: string, from: string, to: string): Promise<string> {
  const target = (content: string) =>
    content === ''
      ? { tag: 'empty' as const }
      : { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] };
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({ from: target(from), to: target(to), script: true, exitCode: null, filters: noFilter }),
  );
  return stdout?.trim() === '-- This is an empty migration.' ? '' : (stdout ?? '');
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import type { RoleUrls } from './database-roles';

/** The checkout, independent of the working directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const Given = z.object({
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  GATEWAY_DATABASE_URL: z.string().optional(),
  CONSOLE_DATABASE_URL: z.string().optional(),
  SYNC_DATABASE_URL: z.string().optional(),
  WORKER_DATABASE_URL: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  GATEWAY_PORT: z.coerce.number().int().min(1).max(65_535).default(3001),
  PUBLIC_URL: z.string().optional(),
  GATEWAY_URL: z.string().optional(),
  AUTH_SECRET: z.string().optional(),
  ENCRYPTION_KEY: z.string().optional(),
  ENCRYPTION_KEY_PREVIOUS: z.string().optional(),
  ALLOW_PRIVATE_UPSTREAMS: z.string().default('0'),
  SIGN_UP: z.enum(['open', 'invited', 'closed']).optional(),
  REDIS_URL: z.string().optional(),
});

const Secrets = z.object({ AUTH_SECRET: z.string(), ENCRYPTION_KEY: z.string() });
type Secrets = z.infer<typeof Secrets>;

/** The launcher's settings; `environment` is added to that of its processes. */
export type Settings = {
  dataDir: string;
  databaseUrl: string | undefined;
  /** The processes' own database roles. */
  roleUrls: RoleUrls;
  host: string;
  port: number;
  gatewayPort: number;
  environment: Record<string, string>;
};

/** Reads the environment, then .env, then generates what is missing. */
export function readSettings(): Settings {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  // As in lib/base/env: an empty line of .env counts as absent.
  const said = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = Given.safeParse(said);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
    throw new AppError('invalid', `These settings are wrong: ${wrong}. See .env.example.`);
  }
  const given = result.data;
  const dataDir = resolve(root, given.DATA_DIR);
  const publicUrl = given.PUBLIC_URL ?? `http://localhost:${given.PORT}`;
  const made = given.AUTH_SECRET && given.ENCRYPTION_KEY ? undefined : madeSecrets(dataDir);
  const authSecret = given.AUTH_SECRET ?? made?.AUTH_SECRET ?? '';
  return {
    dataDir,
    databaseUrl: given.DATABASE_URL,
    roleUrls: {
      gateway: given.GATEWAY_DATABASE_URL,
      console: given.CONSOLE_DATABASE_URL,
      sync: given.SYNC_DATABASE_URL,
      worker: given.WORKER_DATABASE_URL,
    },
    host: given.HOST,
    port: given.PORT,
    gatewayPort: given.GATEWAY_PORT,
    environment: {
      DATA_DIR: dataDir,
      HOST: given.HOST,
      PORT: String(given.PORT),
      GATEWAY_PORT: String(given.GATEWAY_PORT),
      PUBLIC_URL: publicUrl,
      GATEWAY_URL: given.GATEWAY_URL ?? `http://localhost:${given.GATEWAY_PORT}`,
      AUTH_SECRET: authSecret,
      ENCRYPTION_KEY: given.ENCRYPTION_KEY ?? made?.ENCRYPTION_KEY ?? '',
      ...(given.ENCRYPTION_KEY_PREVIOUS && { ENCRYPTION_KEY_PREVIOUS: given.ENCRYPTION_KEY_PREVIOUS }),
      ALLOW_PRIVATE_UPSTREAMS: given.ALLOW_PRIVATE_UPSTREAMS,
      ...(given.SIGN_UP && { SIGN_UP: given.SIGN_UP }),
      ...(given.REDIS_URL && { REDIS_URL: given.REDIS_URL }),
      NEXTAUTH_URL: publicUrl,
      NEXTAUTH_SECRET: authSecret,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  };
}

/** Generated on the first start and kept: a new ENCRYPTION_KEY could not open existing boxes. */
function madeSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'settings.json');
  mkdirSync(dataDir, { recursive: true });
  const secrets = { AUTH_SECRET: randomBytes(32).toString('hex'), ENCRYPTION_KEY: randomBytes(32).toString('base64') };
  try {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return secrets;
  } catch (cause) {
    if (!existsSync(file)) throw cause;
    const kept = Secrets.safeParse(parseOrUndefined(readFileSync(file, 'utf8')));
    if (kept.success) return kept.data;
    throw new AppError('unavailable', `${file} is damaged; restore it, since it opens what is sealed in the database.`);
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

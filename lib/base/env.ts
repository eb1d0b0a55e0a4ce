import { z } from 'zod';

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const port = z.coerce.number().int().min(1).max(65_535);

/** Exact origins; no wildcard, and no "null", the origin of sandboxed pages. */
const origins = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .refine((list) => list.every(isOrigin), 'must be origins such as https://app.example.com, divided by commas');

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

const Env = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Shared counters of several gateway processes; without it each process counts for itself. */
  REDIS_URL: z.url().optional(),
  /** Public addresses of the console and the gateway. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  GATEWAY_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3001'),
  /** Origins of web pages that may call the gateway. */
  CORS_ORIGINS: origins,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  GATEWAY_PORT: port.default(3001),
  /** Number of trusted reverse proxies in front of the console; each appends to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Signs sessions. */
  AUTH_SECRET: z.string().min(32),
  /** 32 bytes, base64: seals upstream credentials and held arguments. */
  ENCRYPTION_KEY: z.base64().length(44),
  /** Previous keys, which still open boxes until `npm run reseal`. */
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .default('')
    .transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.base64().length(44)).max(10)),
  /** Who may sign up. Default: `open`, or `invited` with ALLOW_PRIVATE_UPSTREAMS. */
  SIGN_UP: z.enum(['open', 'invited', 'closed']).optional(),
  /** Allows servers on private and loopback addresses, for organisations that have the right. */
  ALLOW_PRIVATE_UPSTREAMS: flag,
  /** The gateway's journals. */
  DATA_DIR: z.string().default('.data'),
  /** Maximum age of the gateway's snapshot while the database is away; then it refuses every call. */
  GATEWAY_STALE_SECONDS: z.coerce.number().int().min(1).default(900),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const Effective = Env.transform((said) => ({ ...said, SIGN_UP: said.SIGN_UP ?? defaultSignUp(said) }));

/** With private addresses allowed, sign-up is by invitation: strangers must not reach the internal network. */
function defaultSignUp({ ALLOW_PRIVATE_UPSTREAMS }: { ALLOW_PRIVATE_UPSTREAMS: boolean }): 'open' | 'invited' {
  return ALLOW_PRIVATE_UPSTREAMS ? 'invited' : 'open';
}

export type Env = z.infer<typeof Effective>;

/** The worker opens nothing that is sealed and signs nothing: it is told no secret but its database's. */
const WorkerEnv = Env.pick({ DATABASE_URL: true });

let read: Env | undefined;

/** The settings, read once; throws one sentence that names every missing or wrong one. */
export function env(): Env {
  read ??= readAs(Effective);
  return read;
}

/** The settings of the worker; throws as `env` does. */
export const workerEnv = (): z.infer<typeof WorkerEnv> => readAs(WorkerEnv);

function readAs<T>(settings: z.ZodType<T>): T {
  // An empty line of .env, such as REDIS_URL=, counts as absent.
  const said = Object.entries(process.env).filter(([, value]) => value !== '');
  const result = settings.safeParse(Object.fromEntries(said));
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
  throw new Error(`These settings are missing or wrong: ${wrong}. See .env.example.`);
}

import { z } from 'zod';

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const port = z.coerce.number().int().min(1).max(65_535);

/** Exact origins; no wildcard and no "null", which pages of nobody have. */
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
  /** Shared by gateway processes; without it each process counts for itself. */
  REDIS_URL: z.url().optional(),
  /** Where browsers reach the console, and where clients reach the gateway. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  GATEWAY_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3001'),
  /** Web pages that may speak to the gateway from a browser. */
  CORS_ORIGINS: origins,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  GATEWAY_PORT: port.default(3001),
  /** Reverse proxies of ours in front of the console, each of which appends to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Signs sessions. */
  AUTH_SECRET: z.string().min(32),
  /** 32 bytes, base64: seals upstream credentials and held arguments. */
  ENCRYPTION_KEY: z.base64().length(44),
  /** Keys of before, which open what they sealed until `npm run reseal` has sealed it anew. */
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
  /** Who may make an account. Not said: anyone, but by invitation only where private addresses can be reached. */
  SIGN_UP: z.enum(['open', 'invited', 'closed']).optional(),
  /** Lets servers on private and loopback addresses be registered and reached, by organisations that have the right to. */
  ALLOW_PRIVATE_UPSTREAMS: flag,
  /** Where the gateway keeps what the database does not take for a while. */
  DATA_DIR: z.string().default('.data'),
  /** How long the gateway goes on with what it last read when the database is away; then it lets nothing through. */
  GATEWAY_STALE_SECONDS: z.coerce.number().int().min(1).default(900),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const Effective = Env.transform((said) => ({ ...said, SIGN_UP: said.SIGN_UP ?? defaultSignUp(said) }));

/** Strangers must not reach what only this machine and its network can reach, unless somebody wrote down that they may. */
function defaultSignUp({ ALLOW_PRIVATE_UPSTREAMS }: { ALLOW_PRIVATE_UPSTREAMS: boolean }): 'open' | 'invited' {
  return ALLOW_PRIVATE_UPSTREAMS ? 'invited' : 'open';
}

export type Env = z.infer<typeof Effective>;

let read: Env | undefined;

/** The settings of this process, read once; throws one sentence that names every setting that is missing or wrong. */
export function env(): Env {
  if (read) return read;
  // An empty line of .env, such as REDIS_URL=, says nothing.
  const said = Object.entries(process.env).filter(([, value]) => value !== '');
  const result = Effective.safeParse(Object.fromEntries(said));
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
    throw new Error(`These settings are missing or wrong: ${wrong}. See .env.example.`);
  }
  read = result.data;
  return read;
}

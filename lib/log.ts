import { pino } from 'pino';

/** Structured log of this process; headers and arguments that may carry secrets never leave it. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  redact: {
    paths: ['authorization', 'cookie', 'token', 'password', '*.authorization', '*.cookie', '*.token', '*.password'],
    remove: true,
  },
});

import { pino } from 'pino';

/** Structured log of this process; headers and arguments that may carry secrets never leave it. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  // An error of a library may carry its whole client with it.
  serializers: { error: shown, err: shown },
  redact: {
    paths: ['authorization', 'cookie', 'token', 'password', '*.authorization', '*.cookie', '*.token', '*.password'],
    remove: true,
  },
});

function shown(error: unknown): unknown {
  return error instanceof Error ? brief(error) : error;
}

function brief(error: Error) {
  return {
    type: error.name,
    message: error.message,
    code: 'code' in error ? error.code : undefined,
    stack: error.stack,
  };
}

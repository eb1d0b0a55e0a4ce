import { pino } from 'pino';

/** Structured log. Headers and arguments that may have secrets are redacted. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  // A library's error may have its whole client attached.
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

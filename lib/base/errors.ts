/** Why a verb refused. An AppError's message is for people; its cause is for the log only. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable';

type Extra = { cause?: unknown; fieldErrors?: Record<string, string[]>; retryAfterSeconds?: number };

export class AppError extends Error {
  override name = 'AppError' as const;
  readonly fieldErrors?: Record<string, string[]>;
  readonly retryAfterSeconds?: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    extra: Extra = {},
  ) {
    super(message, { cause: extra.cause });
    this.fieldErrors = extra.fieldErrors;
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }
}

/** An id of another organisation and an unknown id have the same answer. */
export function notFound(noun: string): AppError {
  return new AppError('not_found', `This ${noun} does not exist.`);
}

const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

/** RFC 9457 problem details for machines; an unknown error shows a fixed sentence. */
export function toHttp(error: unknown): Response {
  const known = error instanceof AppError ? error : undefined;
  const status = known ? statusOf[known.code] : 500;
  const title = known?.message ?? 'Something failed on our side. Nothing was changed.';
  const wait = known?.retryAfterSeconds;
  const headers = { 'content-type': 'application/problem+json', ...(wait && { 'retry-after': String(wait) }) };
  return Response.json({ status, title }, { status, headers });
}

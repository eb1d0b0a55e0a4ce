// Figures that the documentation states about engines, which no page may import. A test reads each from its source.

type Figure = {
  value: number;
  file: string;
  /** What stands before the figure in the file. */
  after: string;
  /** How many of the source's units are one here. */
  per?: number;
};

const gateway = 'lib/engines/gateway';
const server = `${gateway}/http/server.ts`;
const sessions = `${gateway}/auth/session-bounds.ts`;
const answers = 'lib/engines/server-reader/answer-bounds.ts';
const schema = 'prisma/schema.prisma';

/** By the name of their placeholder. */
export const engineFigures: Readonly<Record<string, Figure>> = {
  'uri-characters': { value: 8_192, file: 'lib/core/policy/compile/uri-readings.ts', after: 'URI_MAX = ' },
  'approval-seconds': { value: 600, file: 'lib/core/policy/compile/compile.ts', after: 'EXPIRES_IN = ' },
  'approvals-waiting': { value: 100, file: 'lib/engines/gateway-store/approvals.ts', after: 'PENDING_MAX = ' },
  'approval-characters': { value: 32_768, file: `${gateway}/judge/reading.ts`, after: 'PERSON_READS_MAX = ' },
  'reading-cpu-seconds': { value: 2, file: `${gateway}/judge/workers.ts`, after: 'JOB_MS_MAX = ', per: 1_000 },
  headers: { value: 100, file: server, after: 'HEADERS_MAX = ' },
  'header-kibibytes': { value: 16, file: server, after: 'HEADER_BYTES_MAX = ', per: 1_024 },
  'message-mebibytes': { value: 1, file: schema, after: 'bodyBytesMax      Int          @default(', per: 1_048_576 },
  'first-byte-seconds': { value: 60, file: schema, after: 'firstByteMs       Int          @default(', per: 1_000 },
  'connect-seconds': { value: 5, file: 'bin/gateway.ts', after: 'CONNECT_MS = ', per: 1_000 },
  'answer-seconds': { value: 300, file: 'bin/gateway.ts', after: 'TOTAL_MS = ', per: 1_000 },
  'stream-minutes': { value: 30, file: 'bin/gateway.ts', after: 'STREAM_MS = ', per: 60_000 },
  'sessions-a-minute': { value: 60, file: schema, after: 'sessionsPerMinute Int          @default(' },
  'sessions-open': { value: 100, file: schema, after: 'sessionsOpenMax   Int          @default(' },
  'session-idle-hours': { value: 24, file: sessions, after: 'idleMs: ', per: 3_600_000 },
  'session-room-minutes': { value: 15, file: sessions, after: 'idleWhenFullMs: ', per: 60_000 },
  'log-milliseconds': { value: 100, file: `${gateway}/record/call-log.ts`, after: 'FLUSH_MS = ' },
  'log-gibibytes': { value: 2, file: `${gateway}/record/spill-file.ts`, after: ' BYTES_MAX = ', per: 1_024 ** 3 },
  'stale-minutes': {
    value: 15,
    file: 'lib/base/env.ts',
    after: 'GATEWAY_STALE_SECONDS: z.coerce.number().int().min(1).default(',
    per: 60,
  },
  'read-mebibytes': { value: 4, file: answers, after: 'ANSWERS_BYTES_MAX = ', per: 1_048_576 },
  'read-values': { value: 200_000, file: answers, after: 'ANSWERS_MARKS_MAX = ' },
  'read-events': { value: 256, file: answers, after: 'ANSWERS_EVENTS_MAX = ' },
  'read-tools': { value: 5_000, file: 'lib/engines/server-reader/read-server.ts', after: 'TOOLS_MAX = ' },
};

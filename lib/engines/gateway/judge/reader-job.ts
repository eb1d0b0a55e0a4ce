import type { JsonProblem } from '@/lib/core/mcp/json';
import type { SentParamHeader } from '@/lib/core/mcp/param-headers';
import type { PolicyInForce } from '@/lib/engines/gateway/ports';
import type { AnswerFacts, Asked, ListPlan } from '@/lib/engines/gateway/stream/answer-reading';
import type { Reading } from './reading';

/** What to do with a text: read and judge a message of a client, or read or write a message of a server. */
export type Task =
  | { kind: 'message'; policy: PolicyInForce | null; paramHeaders: readonly SentParamHeader[] }
  | { kind: 'answer' | 'event'; asked: Asked }
  | { kind: 'lists'; plan: ListPlan };

/** The result without the text itself. Of an event, the inner `read` is null where it has no data. */
export type Outcome =
  | { kind: 'message'; reading: Reading }
  | { kind: 'answer'; read: AnswerFacts | JsonProblem }
  | { kind: 'event'; read: { frame: string; resumable: boolean; read: AnswerFacts | null } | JsonProblem }
  | { kind: 'lists' };

/** What the main thread sends to a worker. `document` comes with the first job of a policy version. */
export type Job = {
  pieces: readonly Uint8Array[];
  task:
    | Exclude<Task, { kind: 'message' }>
    | {
        kind: 'message';
        versionId: string | null;
        document: string | null;
        paramHeaders: readonly SentParamHeader[];
        /** Versions that no further job will name without their document. */
        forget: string[];
      };
};

/** What a worker sends: its thread id of the system once, then one result per job with the text that was read or written. */
export type Said = { threadId: string | null } | { outcome: Outcome; body: Uint8Array };

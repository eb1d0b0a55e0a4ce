import { createAnswerShares, createBudget } from '@/lib/engines/gateway/http/budget';
import { createConnections } from '@/lib/engines/gateway/http/connections';
import { createInflow } from '@/lib/engines/gateway/http/inflow';
import { createTurns } from '@/lib/engines/gateway/http/turns';
import { createInlineShare } from '@/lib/engines/gateway/judge/inline-share';
import { createReader } from '@/lib/engines/gateway/judge/reader';
import { createWorkers } from '@/lib/engines/gateway/judge/workers';
import { createAnswerReader } from '@/lib/engines/gateway/stream/answer-reader';
import type { Gate } from './gate';

type Bounds =
  | 'budget'
  | 'share'
  | 'turns'
  | 'answers'
  | 'connections'
  | 'workers'
  | 'reader'
  | 'answerReader'
  | 'inflow';

/** The budgets, queues and rate limits that keep one organisation from costing another, as a gateway runs with them. */
export function createBounds(): Pick<Gate, Bounds> {
  const workers = createWorkers();
  const share = createInlineShare();
  return {
    budget: createBudget(),
    share,
    turns: createTurns(),
    answers: createAnswerShares(),
    connections: createConnections(),
    workers,
    reader: createReader(workers, share),
    answerReader: createAnswerReader(workers, share),
    inflow: createInflow(),
  };
}

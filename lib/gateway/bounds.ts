import { createAnswerReader } from './answer-reader';
import { createAnswerShares, createBudget } from './budget';
import { createConnections } from './connections';
import type { Gate } from './gate';
import { createInflow } from './inflow';
import { createInlineShare } from './inline-share';
import { createReader } from './reader';
import { createTurns } from './turns';
import { createWorkers } from './workers';

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

import { createAnswerShares, createBudget } from './budget';
import { createConnections } from './connections';
import type { Gate } from './gate';
import { createInflow, createPace } from './pace';
import { createReader } from './reader';

/** What keeps one tenant from costing another, with the bounds that a gateway runs with. */
export function createBounds(): Pick<Gate, 'budget' | 'answers' | 'connections' | 'reader' | 'pace' | 'inflow'> {
  return {
    budget: createBudget(),
    answers: createAnswerShares(),
    connections: createConnections(),
    reader: createReader(),
    pace: createPace(),
    inflow: createInflow(),
  };
}

import type { ListKind } from '@/lib/core/mcp/lists';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import { settleVersion } from '@/lib/engines/gateway/judge/negotiation';
import { refuseBegunTask } from '@/lib/engines/gateway/judge/tasks';
import type { AnswerRead, Content } from './answer-reader';
import { errorOff, inputOff, isNotTold, passQuestion } from './asks';
import { filterListPages, listAskedBy } from './tool-pages';
import { visibleTo } from './visible';

function isFiltered(gate: Gate, exchange: Exchange, kind: ListKind): boolean {
  return visibleTo(exchange, gate).keep[kind] !== undefined;
}

/**
 * A message of the server as the agent may see it, unchanged where nothing has to be left out; null where it may not see it
 * at all. Lists are known by their shape as well as by the request: replayed answers come on other streams. A promise only
 * where lists are filtered.
 */
export function rewrite(gate: Gate, exchange: Exchange, read: AnswerRead): Content | null | Promise<Content> {
  const { facts, content } = read;
  if (facts.kind === 'asked') return passQuestion(gate, exchange, facts, content);
  if (facts.kind === 'told') return isNotTold(gate, exchange, facts) ? null : content;
  const instead =
    settleVersion(gate, exchange, facts) ??
    refuseBegunTask(exchange, facts) ??
    inputOff(gate, exchange, facts) ??
    errorOff(gate, exchange, facts);
  if (instead !== null) return instead;
  if (facts.result === null) return content;
  const asked = listAskedBy(exchange);
  const lists = asked ? [asked, ...facts.result.lists] : facts.result.lists;
  return lists.some((kind) => isFiltered(gate, exchange, kind)) ? filterListPages(gate, exchange, read) : content;
}

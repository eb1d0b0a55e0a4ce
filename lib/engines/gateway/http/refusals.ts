import { type Answer, gatewayCode, gatewayRefusal, httpRefusal } from '@/lib/engines/gateway/errors';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { BodyProblem } from './body';
import type { Full } from './budget';

// What is answered where a request is refused before its message is judged.

export const METHOD_NOT_ALLOWED = '(method not allowed)';

export function notAllowed(): Answer {
  const headers = ['Allow', 'POST'];
  return httpRefusal({ status: 405, rule: METHOD_NOT_ALLOWED, message: 'Method not allowed', headers });
}

export function unavailable(exchange: Exchange, message: string): Answer {
  return gatewayRefusal(exchange, { code: gatewayCode.unavailable, rule: '(unavailable)', message, status: 503 });
}

export function badRequest(rule: string, problem: string): Answer {
  return httpRefusal({ status: 400, rule, message: `Bad Request: ${problem}` });
}

export function unsupportedType(problem: string): Answer {
  return httpRefusal({ status: 415, rule: '(unsupported type)', message: `Unsupported Media Type: ${problem}` });
}

/** Whoever sends on and on, or byte by byte, is not waited for. */
const CLOSE = ['Connection', 'close'];

export function unclearFraming(): Answer {
  const message = 'Bad Request: a body may be sent with Content-Length, or in chunks that are not coded, in HTTP/1.1';
  return httpRefusal({ status: 400, rule: '(unclear framing)', message, headers: CLOSE });
}

export function bodyRefusal(problem: BodyProblem, bytesMax: number): Answer {
  switch (problem) {
    case 'too large': {
      const most = `a message to this server may have ${bytesMax.toLocaleString('en')} bytes`;
      return httpRefusal({ status: 413, rule: '(too large)', message: `Payload Too Large: ${most}` });
    }
    case 'too slow': {
      const message = 'Request Timeout: the body came too slowly';
      return httpRefusal({ status: 408, rule: '(too slow)', message, headers: CLOSE });
    }
    case 'too many pieces': {
      const message = 'Bad Request: the body came in too many small pieces';
      return httpRefusal({ status: 400, rule: '(too many pieces)', message, headers: CLOSE });
    }
    case 'gone':
      return badRequest('(incomplete)', 'the body ended early');
    default:
      return busy(problem);
  }
}

const RETRY_AFTER = ['Retry-After', '1'];

const holders: Record<Full, string> = {
  grant: 'This grant has as much under way as one grant may have.',
  organisation: 'Your organisation has as much under way as one organisation may have now.',
  gateway: 'The gateway has as much under way as it can hold.',
};

/** Says whose budget is used up, before anything more of the request is read. */
export function busy(full: Full): Answer {
  const message = `${holders[full]} Try again in a second.`;
  return httpRefusal({ status: full === 'gateway' ? 503 : 429, rule: '(busy)', message, headers: RETRY_AFTER });
}

/** Of a message that a worker could not read, or not soon: its id is not known. */
export function readerRefusal(problem: 'busy' | 'too long'): Answer {
  if (problem === 'busy') {
    const message = 'Long messages of your organisation are waiting to be read. Try again in a second.';
    return httpRefusal({ status: 429, rule: '(busy)', message, headers: RETRY_AFTER });
  }
  const message = 'Payload Too Large: judging this message took more processor time than a message may';
  return httpRefusal({ status: 413, rule: '(too long)', message });
}

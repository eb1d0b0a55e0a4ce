import { wordSet } from '@/lib/core/risk/words/sets';

export const smallNouns = wordSet(`
  bookmark cache comment downtime draft emoji filter highlight label labels notification presence reaction
  reactions reminder star tag tags
`);
export const displayNouns = wordSet('console');
export const bulkWords = wordSet('all batch bulk every');
export const detachingVerbs = wordSet('detach disassociate unlink');
/** To unlink one of these is to delete it. */
export const unlinkedNouns = wordSet('file path');
/** Things that still exist after they are taken out of a container. */
export const looseNouns = wordSet('issue label member tag task track');
export const containers = wordSet(`
  board cycle epic issue milestone module playlist project section sprint tag task ticket
`);
/** Containers that hold references only. */
export const pointingNouns = wordSet('cart favorites');
export const calledOffWords = wordSet(`
  build crawl download email execution export generation import inference job mail message newsletter notification
  pipeline prediction push query run scheduled search sms training upload
`);

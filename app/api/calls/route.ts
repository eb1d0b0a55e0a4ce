import { answer } from '@/app/api/answer';
import { listCalls } from '@/lib/domain/call-log/list-calls';

/** The newest calls of the organisation, as the call log polls them. */
export function GET(request: Request): Promise<Response> {
  const filter = Object.fromEntries(new URL(request.url).searchParams);
  return answer(async (actor) => ({ calls: await listCalls(actor, filter) }));
}

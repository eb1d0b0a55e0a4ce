import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { CallPage } from '@/lib/domain/call-log/schema';

/** The newest calls that match, as the log polls them. */
export function callsQuery(filter: Record<string, string>) {
  return queryOptions({
    queryKey: ['calls', filter],
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/api/calls?${new URLSearchParams(filter)}`, { signal });
      if (!answer.ok) throw new Error(`The call log answered ${answer.status}.`);
      return CallPage.parse(await answer.json()).calls;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}

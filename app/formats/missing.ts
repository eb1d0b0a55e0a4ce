import { z } from 'zod';
import { toHttp } from '@/lib/base/errors';
import { cors } from '@/lib/edges/api/reply';

const Problem = z.object({ title: z.string() });

/** What failed, in the format that was asked for and kept by no cache. */
export async function missing(format: string, error: unknown): Promise<Response> {
  const problem = toHttp(error);
  const headers = { ...cors, 'cache-control': 'no-store' };
  if (format !== 'md') {
    for (const [name, value] of Object.entries(headers)) problem.headers.set(name, value);
    return problem;
  }
  const { title } = Problem.parse(await problem.json());
  return new Response(`# ${problem.status}\n\n${title}\n`, {
    status: problem.status,
    headers: { ...headers, 'content-type': 'text/markdown; charset=utf-8' },
  });
}

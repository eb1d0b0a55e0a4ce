import { AppError } from '@/lib/base/errors';
import { describeServer } from '@/lib/core/catalogue-text/describe-server';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { type StackServer, serversAtOnceMax } from '@/lib/core/stack-reader/schema';
import { treatmentOf } from '@/lib/core/stack-reader/treatment';
import { getCatalogueServer } from './get-server';

/** The servers of a stack with their tools and the policy for each; one that has gone meanwhile is left out. */
export async function describeStack(slugs: readonly string[]): Promise<{ servers: StackServer[] }> {
  if (slugs.length > serversAtOnceMax) throw new AppError('invalid', `At most ${serversAtOnceMax} servers at once.`);
  const servers = await Promise.all([...new Set(slugs)].map(describe));
  return { servers: servers.filter((server) => server !== null) };
}

async function describe(slug: string): Promise<StackServer | null> {
  try {
    const server = await getCatalogueServer(slug);
    const { policy } = describeServer(server);
    const compiled = compilePolicy(policy);
    const tools = server.tools.map(({ slug, name, category, severity }) => {
      return { slug, name, category, severity, treatment: treatmentOf(compiled, name) };
    });
    return { slug, name: server.name, tools, policy };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

import type { ListKind } from '@/lib/core/mcp/lists';
import { isListed } from '@/lib/core/policy/decide/decide';
import { decidePrompt, decideResource, isAllClosed, isTemplateListed } from '@/lib/core/policy/decide/decide-classes';
import { stillStands } from '@/lib/engines/gateway/auth/authenticate';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import type { Gate } from '@/lib/engines/gateway/gate';
import { targetIn } from '@/lib/engines/gateway/route/route';

/** By kind of list, whether an element stays; a kind that is absent stays whole. */
export type Keep = { readonly [Kind in ListKind]?: (name: string) => boolean };

type Visible = {
  keep: Keep;
  /** Whether nothing of a kind is ever kept, so that no page of it is worth asking for. */
  isClosed(kind: ListKind): boolean;
};

const none = () => false;
const nothing: Visible = {
  keep: { tools: none, resources: none, resourceTemplates: none, prompts: none },
  isClosed: () => true,
};

/**
 * What the exchange's caller may see at this moment, asked anew for each list: a stream may be older than the policy.
 * Nobody may see anything under a grant that no longer stands. Of resources and prompts everything is kept where the
 * policy says nothing of them.
 */
export function visibleTo(exchange: Exchange, { authenticator, snapshots }: Gate): Visible {
  const snapshot = snapshots.current();
  const caller = stillStands(authenticator, exchange.caller, snapshot);
  const target = caller && targetIn(snapshot, exchange);
  const compiled = caller?.policy?.compiled;
  if (!target || !compiled || compiled === 'unreadable') return nothing;
  const { resources, prompts } = compiled;
  const { tools, names } = target;
  return {
    keep: {
      // The policy names tools as clients do. A list has the target's names: what has another one cannot be called.
      tools: (tool) => tools.has(tool) && names.toClient(tool) === tool && isListed(compiled, tool),
      ...(resources && {
        resources: (uri: string) => decideResource(compiled, uri).outcome === 'allow',
        resourceTemplates: (template: string) => isTemplateListed(compiled, template),
      }),
      ...(prompts && { prompts: (name: string) => decidePrompt(compiled, name).outcome === 'allow' }),
    },
    isClosed: (kind) => kind !== 'tools' && isAllClosed(kind === 'prompts' ? prompts : resources),
  };
}

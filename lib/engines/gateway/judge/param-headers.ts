import { decodeHeader } from '@/lib/core/mcp/headers';
import type { SentParamHeader } from '@/lib/core/mcp/param-headers';
import type { Exchange } from '@/lib/engines/gateway/exchange';
import { targetOfTool } from '@/lib/engines/gateway/route/route';
import type { Definitions } from '@/lib/engines/gateway/stream/definitions';

/**
 * The `Mcp-Param-*` headers that the pinned definition of the called tool knows, each with what the request carries. They
 * are the only ones that are sent on, and only where they say what the judged body says: a server may read them instead
 * of the arguments. The specification wants unknown ones forwarded, to be ignored; here they are not, since a server whose
 * definition has changed may read them, and agents are shown the pinned definition, which asks for none of them. Where the
 * definition cannot be read, none is known. May ask the database; never rejects.
 *
 * The tool is the one that `Mcp-Name` names: the headers are compared with the arguments where those are read, and a
 * request whose `Mcp-Name` is not the body's is refused. The bounds of a request's head bound what is looked at.
 */
export async function readParamHeaders(
  definitions: Definitions,
  { head, endpoint }: Exchange,
): Promise<readonly SentParamHeader[]> {
  const named = head['mcp-method'] === 'tools/call' ? head['mcp-name'] : undefined;
  const tool = named === undefined ? null : decodeHeader(named);
  const target = tool === null || !endpoint ? null : targetOfTool(endpoint, tool);
  if (tool === null || !target) return [];
  const known = await definitions.paramHeaders(target, target.names.toTarget(tool) ?? '');
  return known.map((header) => ({ ...header, value: carried(head.params, header.name) }));
}

/** `params`: name and value in turn. */
function carried(params: readonly string[], name: string): string | null {
  const at = params.findIndex((one, index) => index % 2 === 0 && one === name);
  return at === -1 ? null : (params[at + 1] ?? '');
}

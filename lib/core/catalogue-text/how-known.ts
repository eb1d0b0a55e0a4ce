import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';

type Known = Pick<CatalogueTool, 'knowledge' | 'description'> & { server: Pick<CatalogueTool['server'], 'origin'> };

/** How a tool is known: `from` leads to the address where that stands, `besides` is a sentence of its own, or empty. */
export function howKnown({ knowledge, description, server }: Known): { from: string; besides: string } {
  if (knowledge === 'listed') return { from: 'Known from its name in', besides: '' };
  const from = 'Read from the running server, as published in';
  if (description) return { from, besides: '' };
  return {
    from,
    besides:
      server.origin === 'shipped'
        ? 'Of this server the catalogue keeps names, arguments and hints, not its publisher’s descriptions.'
        : 'The server gives no description of this tool.',
  };
}

import { countCatalogue } from '@/lib/catalogue/count';
import { listCatalogueServers } from '@/lib/catalogue/list-servers';
import { count } from '@/lib/catalogue/wording';
import { serverItem } from './items';
import { blocks, inline, link, table } from './markdown';
import type { CatalogueResource } from './resources';

export async function readCatalogue(origin: string): Promise<CatalogueResource> {
  const [size, largest] = await Promise.all([countCatalogue(), listCatalogueServers()]);
  return { url: `${origin}/tools`, ...size, largest: largest.map((server) => serverItem(server, origin)) };
}

export function catalogueMarkdown({ servers, tools, largest }: CatalogueResource): string {
  return blocks(
    '# MCP servers and tools by risk',
    `${count(tools, 'tool')} of ${count(servers, 'MCP server')}: what each can do, how risky it is, and the rule to put in front of it.`,
    '## Servers with the most tools',
    table(
      ['Server', 'Publisher', 'Tools'],
      largest.map(({ url, name, publisher, tools }) => [
        link(name, `${url}.md`),
        inline(publisher ?? ''),
        String(tools),
      ]),
    ),
  );
}

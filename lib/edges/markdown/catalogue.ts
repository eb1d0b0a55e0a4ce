import { count } from '@/lib/core/catalogue-text/wording';
import type { CatalogueResource } from '@/lib/edges/api/resources';
import { blocks, inline, link, table } from './markdown';

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

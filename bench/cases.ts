import { SearchInput } from '@/lib/core/catalogue-model/schema';
import { describeServer } from '@/lib/core/catalogue-text/describe-server';
import { describeTool } from '@/lib/core/catalogue-text/describe-tool';
import { severities } from '@/lib/core/risk/weigh/severity';
import { categories } from '@/lib/core/risk/words/lexicon';
import { countByCategory, countBySeverity, countCatalogue } from '@/lib/domain/catalogue/count';
import { getCatalogueServer } from '@/lib/domain/catalogue/get-server';
import { getCatalogueTool } from '@/lib/domain/catalogue/get-tool';
import { listToolsBy } from '@/lib/domain/catalogue/list-by';
import { listCatalogueServers } from '@/lib/domain/catalogue/list-servers';
import { searchCatalogue } from '@/lib/domain/catalogue/search';
import { cutSitemap, listSitemapTools, type SitemapPart } from '@/lib/domain/catalogue/sitemap';

/** A tool that is there; the samples are spread over the whole catalogue. */
export type Sample = { server: string; publisher: string; tool: string; name: string };

/** What is measured: what a page asks of the catalogue (`read`), and the page itself. */
export type Case = {
  name: string;
  read?: (sample: Sample, round: number) => Promise<unknown>;
  path?: (sample: Sample, round: number) => string;
  /** Of the page: never asked for before, or asked for just now. */
  state?: 'cold' | 'cached';
};

const largest = 'largest-mcp-server';

export const cases: Case[] = [
  { name: 'tool page', read: readTool, path: ({ server, tool }) => `/tools/${server}/${tool}`, state: 'cold' },
  { name: 'tool page', path: ({ server, tool }) => `/tools/${server}/${tool}`, state: 'cached' },
  {
    name: 'tool page that is not there',
    path: ({ server }, round) => `/tools/${server}/nothing-${round}`,
    state: 'cold',
  },
  { name: 'server page, 1,000 tools', read: readLargest, path: () => `/tools/${largest}`, state: 'cached' },
  { name: 'catalogue, servers', read: readServers, path: () => '/tools' },
  searching('exact name', ({ name }) => ({ q: name })),
  searching('publisher and words', ({ publisher, name }) => ({ q: `${publisher} ${wordsOf(name)[0]}` })),
  searching('beginnings of words', ({ name }) => ({ q: wordsOf(name).map(beginningOf).join(' ') })),
  searching('one word misspelt', ({ name }) => ({ q: misspell(longestOf(name)) })),
  searching('two words misspelt', ({ name }) => ({ q: wordsOf(name).slice(0, 2).map(misspell).join(' ') })),
  searching('narrowed by category', ({ name }) => ({ q: longestOf(name), category: 'Destructive' })),
  searching('narrowed by severity', ({ name }) => ({ q: wordsOf(name)[0], severity: 'Critical' })),
  searching('only narrowed', (_, round) => ({ category: categories[round % 6], severity: severities[round % 4] })),
  searching('nothing like it', (_, round) => ({ q: `xqzjv${round}wqx` })),
  searching('known words that never meet', (_, round) => ({ q: `refund zone ${round}` })),
  searching('half of all tools: mcp', () => ({ q: 'mcp' })),
  searching('one of seven tools: get', () => ({ q: 'get' })),
  searching('page 30 of get', () => ({ q: 'get', page: '30' })),
  {
    name: '/risk/<level>',
    read: (_, round) => Promise.all([countBySeverity(), listToolsBy({ severity: severities[round % 4] ?? 'Low' })]),
    path: (_, round) => `/risk/${severities[round % 4]?.toLowerCase()}`,
  },
  {
    name: '/category/<category>',
    read: (_, round) => Promise.all([countByCategory(), listToolsBy({ category: categories[round % 6] ?? 'Read' })]),
    path: (_, round) => `/category/${categories[round % 6]?.toLowerCase()}`,
  },
  { name: 'part of the sitemap', read: readSitemap },
  { name: 'landing page', read: countCatalogue, path: () => '/' },
];

function searching(what: string, inputOf: (sample: Sample, round: number) => Record<string, string | undefined>): Case {
  return {
    name: `search: ${what}`,
    read: (sample, round) => searchCatalogue(SearchInput.parse(inputOf(sample, round))),
    path: (sample, round) => {
      const given = Object.entries(inputOf(sample, round)).filter((entry): entry is [string, string] =>
        Boolean(entry[1]),
      );
      return `/tools?${new URLSearchParams(given)}`;
    },
  };
}

async function readTool({ server, tool }: Sample): Promise<unknown> {
  const [found, size] = await Promise.all([getCatalogueTool(server, tool), countCatalogue()]);
  return { description: describeTool(found), size };
}

let parts: Promise<SitemapPart[]> | undefined;

/** Cut once, as its door does, which keeps the cut for a while. */
async function readSitemap(_: Sample, round: number): Promise<unknown> {
  parts ??= cutSitemap();
  const cut = await parts;
  const part = cut[round % cut.length];
  return part && listSitemapTools(part);
}

async function readLargest(): Promise<unknown> {
  return describeServer(await getCatalogueServer(largest));
}

async function readServers(): Promise<unknown> {
  return Promise.all([countCatalogue(), listCatalogueServers()]);
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function longestOf(name: string): string {
  return wordsOf(name).toSorted((a, b) => b.length - a.length)[0] ?? '';
}

function beginningOf(word: string): string {
  return word.slice(0, Math.max(3, word.length - 2));
}

/** Two neighbours swapped, as one does in a hurry. */
function misspell(word: string): string {
  const at = Math.floor(word.length / 2);
  return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
}

import { verbOf } from '@/lib/core/risk/words/lexicon';
import { wordsOf } from '@/lib/core/risk/words/words';
import { isIntransitive, isStillVerb } from './verbs';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Names with an inner capital, where a word would be split. */
const joined = new RegExp(
  'OAuth|GraphQL|GitHub|GitLab|YouTube|LinkedIn|JavaScript|TypeScript|OpenAPI|BigQuery|WordPress|WooCommerce|SharePoint|' +
    'OneDrive|OneNote|PayPal|BrowserStack|HubSpot|TikTok|ClickHouse|DigitalOcean|MongoDB|MySQL|PostgreSQL|Node_?[Jj]s|' +
    'Next_?[Jj]s|([A-Z]{2,})s(?![a-z])',
  'g',
);

/** Command-line programs: their subcommand follows, and they are not its object. */
const programs = set('az docker ffmpeg gcloud gh git helm kubectl npm psql terraform');

/** Path words without a meaning for the operation. */
const trailing = set('paginated');

/** The words of a tool's name that tell what it does; `family`: the server's common prefix. */
export function ownWords(name: string, family: string | undefined): string[] {
  const plain = name
    .replace(/(?<=[A-Za-z])V\d+$/, '')
    .replace(/^([A-Z][a-z]+.*)Tool$/, '$1')
    .replaceAll(joined, (word) => word.charAt(0) + word.slice(1).replace('_', '').toLowerCase());
  const all = wordsOf(plain).filter((word, at) => at === 0 || !/^v\d+$/.test(word));
  const numbered = all.length > 1 && /^\d+$/.test(all.at(-1) ?? '') ? all.slice(0, -1) : all;
  const words = trailing.has(numbered.at(-1) ?? '') ? numbered.slice(0, -1) : [...numbered];
  const before = family?.split(' ') ?? [];
  const isBefore = before.length < words.length && before.every((word, at) => words[at] === word);
  if (words.join('') === 'whoami') return ['whoami'];
  const own = isBefore ? words.slice(before.length) : words;
  return leadsInVain(own) ? own.slice(1) : own;
}

/** "do_list_namespaces", "post_search": the first word is an owner or an HTTP method. */
function leadsInVain([first = '', second = '']: readonly string[]): boolean {
  return (first === 'do' && verbOf(second)?.kind === 'plain') || (first === 'post' && second === 'search');
}

/** The common prefix of a server's tools, or the server's own word. */
export function familyOf(name: string, siblings: readonly string[], server: string): string | undefined {
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  if (words.length < 2 || verbOf(first)?.kind === 'plain' || isStillVerb(first)) return undefined;
  const isServers = first.length > 2 && wordsOf(server).includes(first);
  const isShared = isSharedBy(siblings, [first]);
  if (!isShared && !isServers && !programs.has(first)) return undefined;
  const stands =
    isIntransitive(second) || /^(?:click|drag|evaluate|find|hover|press|resize|select|tap|type)$/.test(second);
  if (words.length === 2) return isServers || programs.has(first) || stands ? first : undefined;
  const goesOn = isShared && words.length > 3 && !verbOf(second) && isSharedBy(siblings, [first, second]);
  return goesOn ? `${first} ${second}` : first;
}

/** Shared by three siblings and by most of them; only first words are read, to bound the cost. */
function isSharedBy(siblings: readonly string[], beginning: readonly string[]): boolean {
  const [first = ''] = beginning;
  const near = siblings.filter((sibling) => sibling.slice(0, first.length).toLowerCase() === first);
  const sharing = near.filter((sibling) => {
    const words = wordsOf(sibling);
    return beginning.every((word, at) => words[at] === word);
  });
  return siblings.length >= 3 && sharing.length >= siblings.length * 0.6;
}

import { verbOf } from '@/lib/core/risk/words/lexicon';
import { wordsOf } from '@/lib/core/risk/words/words';
import { isIntransitive, isStillVerb } from './verbs';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Names with a capital within, which is where a word would be split. */
const joined = new RegExp(
  'OAuth|GraphQL|GitHub|GitLab|YouTube|LinkedIn|JavaScript|TypeScript|OpenAPI|BigQuery|WordPress|WooCommerce|SharePoint|' +
    'OneDrive|OneNote|PayPal|BrowserStack|HubSpot|TikTok|ClickHouse|DigitalOcean|MongoDB|MySQL|PostgreSQL|Node_?[Jj]s|' +
    'Next_?[Jj]s|([A-Z]{2,})s(?![a-z])',
  'g',
);

/** Command-line programs: what follows is their own command, and the program is not what it is done to. */
const programs = set('az docker ffmpeg gcloud gh git helm kubectl npm psql terraform');

/** Words of a path that say nothing of the deed. */
const trailing = set('paginated');

/** The words of a tool's name that say what it does; `family` is what the server's tools have before their own names. */
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

/** "do_list_namespaces", "post_search": the first word is whose tool or which HTTP method it is. */
function leadsInVain([first = '', second = '']: readonly string[]): boolean {
  return (first === 'do' && verbOf(second)?.kind === 'plain') || (first === 'post' && second === 'search');
}

/** What stands before the own names of a server's tools: shared by most of them, or the server's own word. */
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

/** By three siblings at least and by most of them. Reading all words of all siblings would cost a page its time. */
function isSharedBy(siblings: readonly string[], beginning: readonly string[]): boolean {
  const [first = ''] = beginning;
  const near = siblings.filter((sibling) => sibling.slice(0, first.length).toLowerCase() === first);
  const sharing = near.filter((sibling) => {
    const words = wordsOf(sibling);
    return beginning.every((word, at) => words[at] === word);
  });
  return siblings.length >= 3 && sharing.length >= siblings.length * 0.6;
}

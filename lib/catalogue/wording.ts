import { singular, wordsOf } from '@/lib/risk/words';

const acronyms: ReadonlySet<string> = new Set(
  'ai api aws cd ci cli cpu crm csv db dns dom gpu html http https id ids io ip jql json jwt k8s kv llm mcp oauth ocr os pdf pr qr rest rss sdk sim sla sms sql ssh ssl tls ui uri url urls uuid vm xml yaml'.split(
    ' ',
  ),
);

const uncountable: ReadonlySet<string> = new Set(
  'access advice code content context data documentation email feedback guidance health help history info information input metadata music news output schema state status text traffic usage weather yaml json sql html'.split(
    ' ',
  ),
);

const prepositions: ReadonlySet<string> = new Set('in on from to for with by of at as into about'.split(' '));

/** A word as it is written in a sentence: acronyms in capitals. */
function written(word: string): string {
  if (!acronyms.has(word)) return word;
  return word.endsWith('s') && acronyms.has(word.slice(0, -1))
    ? `${word.slice(0, -1).toUpperCase()}s`
    : word.toUpperCase();
}

function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

export function article(word: string): 'a' | 'an' {
  const spelled = acronyms.has(word.toLowerCase());
  return (spelled ? /^[aefhilmnorsx]/i : /^(?!us|uni|uti|eu|one)[aeiou]/i).test(word) ? 'an' : 'a';
}

export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : `${noun}s`}`;
}

export function listOf(parts: readonly string[], last: 'and' | 'or' = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** "manage_kv_store" as "manages a KV store"; undefined where the name does not lead with its verb. */
export function predicateOf(name: string, verb: string): string | undefined {
  const [first, ...rest] = wordsOf(name);
  if (first !== verb) return undefined;
  return [thirdPerson(written(verb)), ...phrases(rest)].join(' ');
}

/** Splits "flows in namespace" at its prepositions and gives each noun phrase its article. */
function phrases(words: readonly string[]): string[] {
  const at = words.findIndex((word) => prepositions.has(word));
  if (at < 0) return nounPhrase(words);
  return [...nounPhrase(words.slice(0, at)), words[at] ?? '', ...phrases(words.slice(at + 1))];
}

function nounPhrase(words: readonly string[]): string[] {
  const head = words.at(-1);
  const first = words[0];
  if (!head || !first) return [];
  const bare = singular(head) !== head || uncountable.has(head);
  const shown = words.map(written);
  return bare ? shown : [article(first), ...shown];
}

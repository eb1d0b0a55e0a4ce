import type { SchemaFacts, ServerFacts } from '@/lib/core/catalogue-model/facts';
import { createRandom, type Random } from './random';

// A catalogue of any size that is the same on every machine: names as real servers give them, sizes from a handful to
// `largestServer` tools, seven of ten servers read while running.

const largestServer = 1_000;

const verbs: [string, number][] = [
  ['get', 14],
  ['list', 12],
  ['create', 10],
  ['search', 7],
  ['update', 7],
  ['delete', 6],
  ['add', 4],
  ['remove', 3],
  ['set', 3],
  ['run', 3],
  ['send', 3],
  ['find', 2],
  ['read', 2],
  ['write', 2],
  ['execute', 2],
  ['generate', 2],
  ['analyze', 2],
  ['export', 1],
  ['import', 1],
  ['check', 1],
  ['validate', 1],
  ['manage', 1],
  ['sync', 1],
  ['query', 1],
  ['fetch', 1],
  ['describe', 1],
  ['restart', 1],
  ['deploy', 1],
  ['cancel', 1],
  ['archive', 1],
  ['pay', 1],
  ['refund', 1],
];

const nouns = `account action agent alert app article asset attachment balance backup batch board bookmark branch bucket
build calendar campaign card cart case certificate channel chart chat checkout chunk class client cluster collection
column comment commit company component config contact container contract conversation coupon credential customer
dashboard database dataset deal dependency deployment device diagram dimension directory discount document domain draft
driver email embedding employee endpoint entity entry environment error event execution expense experiment export feature
feed field file filter flag flow folder form function game goal graph group guest holding host hook image incident index
ingredient instance integration inventory invitation invoice issue item job journal key keyword label layer layout lead
ledger lesson library license line link listing log mailbox map market meeting member memory menu message metric migration
milestone model module monitor namespace network node note notebook notification object offer order organization output
package page parameter participant partner passage patch path payment payout permission person phase photo pipeline place
plan player playlist pod poll portfolio position post preference price probe process product profile project prompt
property proposal proxy pull quality query question queue quota quote rate record region release reminder replica report
repository request reservation resource response result review role room route row rule run sale sample scan schedule
schema score screen script search secret section sector segment sensor sequence service session setting shard sheet
shipment shop signal site skill slide snapshot source space span sprint stack stage state station statement status step
stock storage store stream style subscription summary supplier survey symbol table tag target task team template tenant
test text theme thread ticket tier token topic trace track trade transaction transcript transfer trigger unit upload usage
user value variable vault vector vehicle vendor version video view visit vote wallet warehouse webhook widget window
worker workflow workspace zone`.split(/\s+/);

const qualifiers = `active all archived bulk by_id by_name children current daily details history latest metadata open
pending public recent related remote shared stats summary v2`.split(/\s+/);

const syllables = `ba be bi bo bra ca ce chi co cra da de di do dra fa fe fi flo ga ge gi gra ha he hu ja ji jo ka ke ki
kra la le li lo lu ma me mi mo na ne ni no pa pe pi pla po qua ra re ri ro sa se shi so sta ta te ti to tra u va ve vi vo
wa we xa xe ya yo za ze zi zo`.split(/\s+/);

const parameters = `id name query path url limit cursor format filter mode title body owner project start end`.split(
  ' ',
);

/** Servers whose tools are `tools` in all, the largest first. `from` sets them apart from those of other calls. */
export function* generateServers(tools: number, from = 0): Generator<ServerFacts> {
  let left = tools;
  for (let number = from; left > 0; number++) {
    const random = createRandom(number);
    const size = Math.min(left, number === 0 ? largestServer : sizeOf(random));
    left -= size;
    yield serverOf(number, size, random);
  }
}

/** About twenty on average: half of the servers have under a dozen, one in a hundred has more than a hundred. */
function sizeOf(random: Random): number {
  return Math.max(1, Math.min(200, Math.round(8 / (random.next() + 0.04) ** 0.9 - 4)));
}

function serverOf(number: number, size: number, random: Random): ServerFacts {
  const brand = number === 0 ? 'largest' : `${brandOf(random)}${brandOf(random)}`;
  const publisher =
    random.next() < 0.5 ? brand : `${brandOf(random)}-${random.pick(['labs', 'ai', 'io', 'hq', 'dev'])}`;
  const kind = random.pick(['mcp', 'mcp-server', 'server', 'tools', 'agent']);
  const slug = number === 0 ? 'largest-mcp-server' : `${publisher}-${brand}-${kind}-${number}`;
  const introspected = random.next() < 0.7;
  const write = random.pick([snake, snake, snake, camel, kebab]);
  const names = new Set<string>();
  while (names.size < size) names.add(write(nameOf(random, names.size)));
  return {
    slug,
    name: `${brand} ${kind.replace('-', ' ')}`,
    publisher,
    repository: `https://example.org/${publisher}/${slug}`,
    licence: random.pick(['MIT', 'Apache-2.0']),
    packages: [{ registryType: random.pick(['npm', 'pypi', 'oci'] as const), identifier: slug, version: '1.0.0' }],
    remotes: [],
    source: `https://example.org/${publisher}/${slug}`,
    readAt: '2026-11-01T00:00:00.000Z',
    knowledge: introspected ? 'introspected' : 'listed',
    tools: [...names].map((name) =>
      introspected ? { name, inputSchema: schemaOf(random), annotations: annotationsOf(random) } : { name },
    ),
  };
}

function brandOf(random: Random): string {
  return Array.from({ length: 2 + random.below(2) }, () => random.pick(syllables)).join('');
}

function nameOf(random: Random, taken: number): string[] {
  const words = [random.weighted(verbs), random.pick(nouns)];
  if (random.next() < 0.35) words.push(random.pick(nouns));
  if (random.next() < 0.25 || taken > 100) words.push(random.pick(qualifiers));
  return words;
}

const snake = (words: readonly string[]) => words.join('_');
const kebab = (words: readonly string[]) => words.join('-').replaceAll('_', '-');
const camel = (words: readonly string[]) =>
  snake(words).replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function schemaOf(random: Random): SchemaFacts {
  const names = [...new Set(Array.from({ length: random.below(7) }, () => random.pick(parameters)))];
  return {
    type: 'object',
    required: names.slice(0, 2),
    properties: Object.fromEntries(names.map((name) => [name, parameterOf(name, random)])),
  };
}

function parameterOf(name: string, random: Random): SchemaFacts {
  if (name === 'limit') return { type: 'integer' };
  if (name === 'mode') return { type: 'string', enum: ['fast', 'full', random.pick(['get', 'create', 'delete'])] };
  if (name === 'filter')
    return { type: 'object', properties: { field: { type: 'string' }, value: { type: 'string' } } };
  return { type: 'string' };
}

function annotationsOf(random: Random): ServerFacts['tools'][number]['annotations'] {
  return random.next() < 0.4 ? { readOnlyHint: random.next() < 0.5, openWorldHint: true } : undefined;
}

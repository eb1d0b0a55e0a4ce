import { type Parameter, withInner } from '@/lib/core/risk/read/schema-reading';
import { pairSet } from '@/lib/core/risk/words/pairs';
import { type SplitName, singular, splitName, wordsOf } from '@/lib/core/risk/words/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const makes = set('create provision resize clone');
const machines = set('droplet vm nodepool');
const machinePairs = pairSet(
  'virtual machine,node pool,load balancer,network volume,db cluster,database cluster,kubernetes cluster,nat gateway',
);
/** Machines only where the arguments say how large or where. */
const hosted = set('cluster instance server pod endpoint machine sandbox volume');
const sizing = set('vcpu vcpus gpu gpus region datacenter');
const sizingPairs = pairSet('instance type,instance size,machine type,node type,node count,disk size,gpu type');

/** Why a Write takes machines into use: they cost for as long as they stand, and a limit by the minute bounds little of it. */
export function machinesReason(name: string, parameters: readonly Parameter[]): string | undefined {
  const split = splitName(name);
  const { words, from, to } = split;
  const verb = words.findIndex((word) => makes.has(word));
  if (verb < 0 || words.includes('free')) return undefined;
  const at = verb === words.length - 1 ? verb - 1 : words.length - 1;
  const first = isMachine(split, at, parameters);
  return first === undefined
    ? undefined
    : `“${name.slice(from[first], to[at])}” in the name says that it takes machines or storage into use, which usually cost for as long as they stand.`;
}

/** Where the thing begins in the name. */
function isMachine({ words }: SplitName, at: number, parameters: readonly Parameter[]): number | undefined {
  const noun = singular(words[at] ?? '');
  if (machinePairs(words[at - 1] ?? '', noun)) return at - 1;
  if (machines.has(noun)) return at;
  return hosted.has(noun) && parameters.flatMap(withInner).some(({ name }) => sizes(wordsOf(name))) ? at : undefined;
}

function sizes(words: readonly string[]): boolean {
  return words.some((word, index) => sizing.has(word) || sizingPairs(word, words[index + 1] ?? ''));
}

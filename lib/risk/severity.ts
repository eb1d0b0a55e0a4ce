import type { Category } from './lexicon';
import { secretInName, secretInSentence } from './secrets';
import type { Signal } from './signals';
import { wordsOf } from './words';

export const severities = ['Low', 'Medium', 'High', 'Critical'] as const;
export type Severity = (typeof severities)[number];

export type Weighing = { severity: Severity; because?: string };

const ofCategory: Readonly<Record<Category, Severity>> = {
  Read: 'Low',
  Write: 'Medium',
  Execute: 'High',
  Destructive: 'Critical',
  Financial: 'Critical',
  Other: 'Medium',
};

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const accessNouns = set(
  'permission permissions role roles grant member members user users collaborator invitation access',
);
const accessVerbs = set('grant invite assign add set update create share');
const smallNouns = set(
  'label labels tag tags reaction reactions emoji star bookmark highlight filter comment draft cache notification ' +
    'reminder downtime',
);
/** Being put on one of these is work given, not access given. */
const workNouns = set('card task issue ticket todo item');
const manyWords = set('all bulk batch every');
const looseningVerbs = set('detach unlink disassociate');

/** Below this a Read is not believed enough to be called Low. */
const lowNeedsConfidence = 0.55;

export type Weighed = {
  category: Category;
  name: string;
  /** What the description says the tool does, where it was read. */
  sentence: string;
  signals: readonly Signal[];
  confidence: number;
};

/** The category's severity, moved by what the tool is done to and what its arguments carry. */
export function weigh({ category, name, sentence, signals, confidence }: Weighed): Weighing {
  const secret = weighSecret(category, name, sentence);
  if (secret) return secret;
  const words = wordsOf(name);
  const has = (nouns: ReadonlySet<string>) => words.find((word) => nouns.has(word));
  if (category === 'Read' && confidence < lowNeedsConfidence) {
    return { severity: 'Medium', because: 'Too little is known about it to call it low.' };
  }
  if (category === 'Write' && has(accessNouns) && has(accessVerbs) && !words.includes('get') && !has(workNouns)) {
    return { severity: 'High', because: 'It changes who has access, which outlasts the call.' };
  }
  if (category === 'Execute' && signals.some(({ kind }) => kind === 'code')) {
    return { severity: 'Critical', because: 'The caller chooses the code or command that runs.' };
  }
  return category === 'Destructive' ? weighRemoval(has) : { severity: ofCategory[category] };
}

function weighRemoval(has: (words: ReadonlySet<string>) => string | undefined): Weighing {
  if (has(looseningVerbs)) return { severity: 'High', because: 'It takes a link away; what was linked stays.' };
  const small = has(manyWords) ? undefined : has(smallNouns);
  if (!small) return { severity: 'Critical' };
  return { severity: 'High', because: `What it removes, “${small}” in its name, is small and can be made again.` };
}

function weighSecret(category: Category, name: string, sentence: string): Weighing | undefined {
  const named = secretInName(name);
  if (category === 'Read' || category === 'Other') {
    const secret = named ?? secretInSentence(sentence);
    if (!secret) return undefined;
    const place = named ? 'name' : 'description';
    return {
      severity: 'High',
      because: `“${secret}” in the ${place} says that its answer can hold secrets: what an agent reads it can pass on, and whoever has a secret can act with it elsewhere, so reading it is not harmless.`,
    };
  }
  if (category !== 'Write' || !named) return undefined;
  return {
    severity: 'High',
    because: `“${named}” in the name says that it works on secrets, which open more than this server.`,
  };
}

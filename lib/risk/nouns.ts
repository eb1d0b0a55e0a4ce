import type { Category } from './lexicon';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Making, sending or changing one of these moves money. */
export const moneyNouns = set(
  'payment refund payout withdrawal deposit invoice lending loan wallet_transfer swap trade',
);

/** Managing one of these means to start and stop it. */
export const runnableNouns = set('execution process pipeline job container vm command simulator emulator');

/** "text_to_speech" makes one of these. */
export const mediaNouns = set('speech audio video image pdf');

/** A name without a verb that ends in one of these asks for something to look at. */
export const readNouns = set(
  'detail summary metric log documentation doc list count overview hello echo usage capability metadata search lookup',
);

type ObjectRule = { objects: ReadonlySet<string>; category: Category; otherwise?: Category };

/** Verbs whose meaning hangs on what they are done to. */
const rules: Readonly<Record<string, ObjectRule[]>> = {
  resolve: [
    {
      objects: set('thread comment issue incident alert discussion conversation review ticket case conflict'),
      category: 'Write',
    },
  ],
  follow: [{ objects: set('user account channel topic person company'), category: 'Write' }],
  watch: [{ objects: set('issue repository user'), category: 'Write' }],
  transfer: [
    {
      objects: set('ownership owner issue repository repo project file call ticket domain chat'),
      category: 'Write',
      otherwise: 'Financial',
    },
  ],
  checkout: [{ objects: set('branch commit git tag ref file'), category: 'Write' }],
  send: [
    { objects: set('transaction fund money eth sol btc token coin crypto'), category: 'Financial' },
    { objects: set('sms key keystroke command input signal'), category: 'Execute' },
  ],
  sign: [{ objects: set('transaction'), category: 'Financial' }],
  submit: [{ objects: set('transaction order'), category: 'Financial' }],
  broadcast: [{ objects: set('transaction'), category: 'Financial' }],
  execute: [{ objects: set('bridge swap trade transfer payment'), category: 'Financial' }],
  place: [{ objects: set('order bet bid trade'), category: 'Financial' }],
  create: [{ objects: set('buy sell withdrawal charge trade'), category: 'Financial' }],
  supply: [{ objects: set('lending pool market'), category: 'Financial' }],
  generate: [
    {
      objects: set('command query url link schema snippet hash uuid guid summary explanation'),
      category: 'Read',
    },
  ],
  convert: [{ objects: set('issue task draft item note subtask lead ticket'), category: 'Write' }],
  download: [{ objects: set('file'), category: 'Write' }],
  drop: [{ objects: set('browser mouse element page'), category: 'Execute' }],
  cancel: [{ objects: set('edit'), category: 'Write' }],
};

export function objectRule(verb: string, nouns: readonly string[]): Category | undefined {
  for (const rule of rules[verb] ?? []) {
    if (nouns.some((noun) => rule.objects.has(noun))) return rule.category;
    if (rule.otherwise) return rule.otherwise;
  }
  return undefined;
}

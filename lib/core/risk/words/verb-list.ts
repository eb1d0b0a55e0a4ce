import { type Category, worst } from './lexicon';
import { wordsOf } from './words';

const lists: readonly [Category, string][] = [
  [
    'Financial',
    'billing bridge buy charge checkout deposit invoice invoices pay payment payments payout purchase refund ' +
      'sell stake subscribe swap trade transfer unstake withdraw withdrawal',
  ],
  [
    'Destructive',
    'cancel cleanup clear delete destroy drop erase forget kill prune purge remove reset revoke rollback ' +
      'terminate trash truncate uninstall unlink wipe',
  ],
  [
    'Execute',
    'apply build calculate call click compile connect control deploy eval evaluate exec execute install invoke ' +
      'launch navigate pause play press reboot restart run scale shell spawn start stop tap test toggle trigger ' +
      'type',
  ],
  [
    'Write',
    'add append approve archive assign bulk change comment commit configure convert copy create disable draft ' +
      'edit enable fork generate grant import insert invite link manage mark merge modify move patch post publish ' +
      'push put register rename reply save schedule send set store submit transition update upload upsert write',
  ],
  [
    'Read',
    'analyze browse check compare count crawl describe detect discover download explain export extract fetch ' +
      'find follow get health help info inspect list lookup monitor ping preview query read resolve retrieve ' +
      'scrape screenshot search show snapshot status summarize tail translate validate verify view',
  ],
];

const categoryOf: ReadonlyMap<string, Category> = new Map(
  lists.flatMap(([category, words]) => words.split(' ').map((word): [string, Category] => [word, category])),
);

/**
 * Baseline that the engine must beat: the first known verb decides, and a Destructive or Financial verb anywhere in a
 * name that does not start with a Read outweighs it.
 */
export function classifyByVerbList(name: string): Category {
  const found = wordsOf(name).flatMap((word) => categoryOf.get(word) ?? []);
  const [first] = found;
  if (first === undefined || first === 'Read') return first ?? 'Other';
  const severe = found.filter((category) => category === 'Destructive' || category === 'Financial');
  return worst([first, ...severe]);
}

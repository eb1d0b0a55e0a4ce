import type { Category } from './lexicon';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

type ObjectRule = {
  objects: ReadonlySet<string>;
  category: Category;
  otherwise?: Category;
  /** The object ends the name: "start_search" asks, "start_search_campaign" starts. */
  atEnd?: boolean;
  /** In a sentence the object may be one that lets somebody in or is stored: only a name is short enough to mean it alone. */
  inName?: boolean;
  /** Beside one of these the rule does not hold. */
  unless?: ReadonlySet<string>;
  /** Where a thing goes is not what is moved: the object stands before "to". */
  beforeTo?: boolean;
};

const money = set('fund money eth sol btc token coin crypto cash usdc usdt dollar transaction transfer');
/** A sum, whatever it lies on or goes to: the balance of a card, the value of a message. */
const sum = set(
  'fund money cash balance amount value credit fee payment wage salary price dollar euro eur usd gbp currency coin ' +
    'token crypto stablecoin usdc usdt dai eth ether wei gwei btc bitcoin satoshi sat sol lamport xrp matic nft wallet ' +
    'transaction',
);
const deal = set('transfer order trade swap transaction withdrawal purchase bid bet payment payout refund checkout');
const moneyOrWallet: ReadonlySet<string> = new Set([...money, 'wallet', 'amount']);
/** Where what is typed runs. */
const shell = set('pty tty terminal shell stdin console repl');
/** What is only carried to another place or owner. */
const movable = set(
  'ownership owner issue repository repo project file folder directory call ticket domain chat workspace collection ' +
    'request response document page note board task card lead conversation session site application app member team ' +
    'data record message',
);
/** Such a link lets in, or takes money from, whoever follows it. */
const opened = set(
  'share sharing shared invite invitation public login signin magic signup join access reset verification payment ' +
    'checkout invoice',
);
const recurring = set('domain subscription license licence membership plan lease');
const picture = set('file video paper image photo pdf dataset model book song audio media asset object');

/** Verbs whose meaning hangs on what they are done to. */
const rules: Readonly<Record<string, ObjectRule[]>> = {
  resolve: [
    {
      objects: set('thread comment issue incident alert discussion conversation review ticket case conflict dispute'),
      category: 'Write',
    },
  ],
  follow: [
    {
      objects: set('log execution output stream link redirect url job trace event'),
      category: 'Read',
      otherwise: 'Write',
    },
  ],
  snapshot: [{ objects: set('vm droplet volume disk instance server database cluster'), category: 'Write' }],
  move: [{ objects: set('mouse cursor pointer'), category: 'Execute' }],
  watch: [{ objects: set('issue repository user card board list channel thread'), category: 'Write' }],
  transfer: [
    {
      objects: movable,
      unless: sum,
      beforeTo: true,
      category: 'Write',
      otherwise: 'Financial',
    },
  ],
  checkout: [{ objects: set('branch commit git tag ref file'), category: 'Write' }],
  send: [
    { objects: money, category: 'Financial' },
    { objects: set('sms key keystroke command input signal'), category: 'Execute' },
    { objects: shell, category: 'Execute' },
  ],
  write: [{ objects: shell, category: 'Execute' }],
  paste: [{ objects: shell, category: 'Execute' }],
  capture: [{ objects: deal, category: 'Financial' }],
  collect: [{ objects: deal, category: 'Financial' }],
  confirm: [{ objects: deal, category: 'Financial' }],
  accept: [{ objects: set('dispute chargeback'), category: 'Financial' }],
  withdraw: [{ objects: set('offer listing application request proposal consent'), category: 'Destructive' }],
  transact: [{ objects: moneyOrWallet, category: 'Financial' }],
  renew: [{ objects: recurring, category: 'Financial' }],
  register: [{ objects: set('domain'), category: 'Financial' }],
  fetch: [{ objects: set('x402 l402'), category: 'Financial' }],
  sync: [{ objects: set('application app deployment'), category: 'Execute' }],
  start: [{ objects: set('search lookup'), category: 'Read', atEnd: true }],
  sign: [{ objects: set('transaction'), category: 'Financial' }],
  submit: [{ objects: set('transaction order'), category: 'Financial' }],
  apply: [{ objects: set('style label tag theme template formatting filter edit patch diff'), category: 'Write' }],
  broadcast: [{ objects: set('transaction'), category: 'Financial' }],
  execute: [{ objects: set('bridge swap trade transfer payment order'), category: 'Financial' }],
  run: [
    { objects: set('select readonly'), category: 'Read' },
    { objects: set('search lookup'), category: 'Read', atEnd: true },
  ],
  perform: [{ objects: set('search lookup'), category: 'Read', atEnd: true }],
  export: [{ objects: set('s3 bucket drive disk file'), category: 'Write' }],
  test: [{ objects: set('connection connectivity access'), category: 'Read' }],
  place: [{ objects: set('order bet bid trade'), category: 'Financial' }],
  create: [{ objects: set('buy sell withdrawal charge trade transfer'), category: 'Financial' }],
  open: [{ objects: set('position trade'), category: 'Financial' }],
  close: [{ objects: set('position trade'), category: 'Financial' }],
  supply: [{ objects: set('lending pool market'), category: 'Financial' }],
  add: [{ objects: set('liquidity fund'), category: 'Financial' }],
  remove: [
    { objects: set('liquidity'), category: 'Financial' },
    { objects: set('background noise watermark silence whitespace duplicate'), category: 'Write' },
  ],
  restore: [
    { objects: set('vm droplet machine disk volume instance backup snapshot database'), category: 'Destructive' },
  ],
  claim: [{ objects: set('reward airdrop yield fee bonus'), category: 'Financial' }],
  approve: [
    { objects: set('allowance spender spending payment payout'), category: 'Financial' },
    { objects: set('deployment rollout'), category: 'Execute' },
  ],
  book: [{ objects: set('appointment meeting slot demo call room'), category: 'Write' }],
  format: [{ objects: set('disk drive partition volume sdcard'), category: 'Destructive' }],
  extract: [{ objects: set('archive zip tar tarball'), category: 'Write' }],
  clear: [{ objects: set('selection filter highlight input field'), category: 'Write' }],
  make: [{ objects: set('request call'), category: 'Execute' }],
  handle: [{ objects: set('dialog'), category: 'Execute' }],
  generate: [
    {
      objects: set('command query schema snippet hash uuid guid summary explanation yaml mermaid'),
      category: 'Read',
    },
    { objects: set('url link'), category: 'Read', inName: true, unless: opened },
  ],
  convert: [{ objects: set('issue task draft item note subtask lead ticket'), category: 'Write' }],
  download: [{ objects: picture, category: 'Write' }],
  drop: [{ objects: set('browser mouse element page'), category: 'Execute' }],
  cancel: [{ objects: set('edit'), category: 'Write' }],
};
const rulesByVerb: ReadonlyMap<string, ObjectRule[]> = new Map(Object.entries(rules));

export function objectRule(verb: string, nouns: readonly string[], place: 'name' | 'sentence'): Category | undefined {
  for (const rule of rulesByVerb.get(verb) ?? []) {
    if (rule.inName && place !== 'name') continue;
    if (applies(rule, nouns)) return rule.category;
    if (rule.otherwise) return rule.otherwise;
  }
  return undefined;
}

function applies({ objects, unless, atEnd, beforeTo }: ObjectRule, nouns: readonly string[]): boolean {
  if (unless && nouns.some((noun) => unless.has(noun))) return false;
  const to = beforeTo ? nouns.indexOf('to') : -1;
  const where = atEnd ? nouns.slice(-1) : to < 0 ? nouns : nouns.slice(0, to);
  return where.some((noun) => objects.has(noun));
}

import type { Category } from '@/lib/core/risk/words/lexicon';
import { wordSet } from '@/lib/core/risk/words/sets';

export type ObjectRule = {
  objects: ReadonlySet<string>;
  category: Category;
  otherwise?: Category;
  /** Only the last word counts: "start_search" reads, "start_search_campaign" does not. */
  atEnd?: boolean;
  /** Only in a name; a sentence is too long to tell. */
  inName?: boolean;
  /** Words beside which the rule does not apply. */
  unless?: ReadonlySet<string>;
  /** Only words before "to" count: what follows is the destination. */
  beforeTo?: boolean;
};

const money = wordSet(`
  btc cash coin crypto dollar eth fund money sol token transaction transfer usdc usdt
`);
/** Sums of money, whatever else the name mentions: "balance of a card". */
const sum = wordSet(`
  amount balance bitcoin btc cash coin credit crypto currency dai dollar eth ether eur euro fee fund gbp gwei
  lamport matic money nft payment price salary sat satoshi sol stablecoin token transaction usd usdc usdt value
  wage wallet wei xrp
`);
const deal = wordSet(`
  bet bid checkout order payment payout purchase refund swap trade transaction transfer withdrawal
`);
const moneyOrWallet: ReadonlySet<string> = new Set([...money, 'wallet', 'amount']);
/** Text typed into one of these runs. */
const shell = wordSet('console pty repl shell stdin terminal tty');
/** "Transfer" only moves these to another place or owner. */
const movable = wordSet(`
  app application board call card chat collection conversation data directory document domain file folder issue
  lead member message note owner ownership page project record repo repository request response session site
  task team ticket workspace
`);
/** Beside "link": it gives access to, or takes money from, whoever follows it. */
const opened = wordSet(`
  access checkout invitation invite invoice join login magic payment public reset share shared sharing signin
  signup verification
`);
const recurring = wordSet('domain lease licence license membership plan subscription');
const picture = wordSet(`
  asset audio book dataset file image media model object paper pdf photo song video
`);

/** Verbs whose category depends on their object. */
export const objectRules: Readonly<Record<string, ObjectRule[]>> = {
  resolve: [
    {
      objects: wordSet(`
        alert case comment conflict conversation discussion dispute incident issue review thread ticket
      `),
      category: 'Write',
    },
  ],
  follow: [
    {
      objects: wordSet('event execution job link log output redirect stream trace url'),
      category: 'Read',
      otherwise: 'Write',
    },
  ],
  snapshot: [{ objects: wordSet('cluster database disk droplet instance server vm volume'), category: 'Write' }],
  move: [{ objects: wordSet('cursor mouse pointer'), category: 'Execute' }],
  watch: [{ objects: wordSet('board card channel issue list repository thread user'), category: 'Write' }],
  transfer: [
    {
      objects: movable,
      unless: sum,
      beforeTo: true,
      category: 'Write',
      otherwise: 'Financial',
    },
  ],
  checkout: [{ objects: wordSet('branch commit file git ref tag'), category: 'Write' }],
  send: [
    { objects: money, category: 'Financial' },
    { objects: wordSet('command input key keystroke signal sms'), category: 'Execute' },
    { objects: shell, category: 'Execute' },
  ],
  write: [{ objects: shell, category: 'Execute' }],
  paste: [{ objects: shell, category: 'Execute' }],
  capture: [{ objects: deal, category: 'Financial' }],
  collect: [{ objects: deal, category: 'Financial' }],
  confirm: [{ objects: deal, category: 'Financial' }],
  accept: [{ objects: wordSet('chargeback dispute'), category: 'Financial' }],
  withdraw: [{ objects: wordSet('application consent listing offer proposal request'), category: 'Destructive' }],
  transact: [{ objects: moneyOrWallet, category: 'Financial' }],
  renew: [{ objects: recurring, category: 'Financial' }],
  register: [{ objects: wordSet('domain'), category: 'Financial' }],
  fetch: [{ objects: wordSet('l402 x402'), category: 'Financial' }],
  sync: [{ objects: wordSet('app application deployment'), category: 'Execute' }],
  start: [{ objects: wordSet('lookup search'), category: 'Read', atEnd: true }],
  sign: [{ objects: wordSet('transaction'), category: 'Financial' }],
  submit: [{ objects: wordSet('order transaction'), category: 'Financial' }],
  apply: [{ objects: wordSet('diff edit filter formatting label patch style tag template theme'), category: 'Write' }],
  broadcast: [{ objects: wordSet('transaction'), category: 'Financial' }],
  execute: [{ objects: wordSet('bridge order payment swap trade transfer'), category: 'Financial' }],
  run: [
    { objects: wordSet('readonly select'), category: 'Read' },
    { objects: wordSet('lookup search'), category: 'Read', atEnd: true },
  ],
  perform: [{ objects: wordSet('lookup search'), category: 'Read', atEnd: true }],
  export: [{ objects: wordSet('bucket disk drive file s3'), category: 'Write' }],
  test: [{ objects: wordSet('access connection connectivity'), category: 'Read' }],
  place: [{ objects: wordSet('bet bid order trade'), category: 'Financial' }],
  create: [{ objects: wordSet('buy charge sell trade transfer withdrawal'), category: 'Financial' }],
  open: [{ objects: wordSet('position trade'), category: 'Financial' }],
  close: [{ objects: wordSet('position trade'), category: 'Financial' }],
  supply: [{ objects: wordSet('lending market pool'), category: 'Financial' }],
  add: [{ objects: wordSet('fund liquidity'), category: 'Financial' }],
  remove: [
    { objects: wordSet('liquidity'), category: 'Financial' },
    { objects: wordSet('background duplicate noise silence watermark whitespace'), category: 'Write' },
  ],
  restore: [
    { objects: wordSet('backup database disk droplet instance machine snapshot vm volume'), category: 'Destructive' },
  ],
  claim: [{ objects: wordSet('airdrop bonus fee reward yield'), category: 'Financial' }],
  approve: [
    { objects: wordSet('allowance payment payout spender spending'), category: 'Financial' },
    { objects: wordSet('deployment rollout'), category: 'Execute' },
  ],
  book: [{ objects: wordSet('appointment call demo meeting room slot'), category: 'Write' }],
  format: [{ objects: wordSet('disk drive partition sdcard volume'), category: 'Destructive' }],
  extract: [{ objects: wordSet('archive tar tarball zip'), category: 'Write' }],
  clear: [{ objects: wordSet('field filter highlight input selection'), category: 'Write' }],
  make: [{ objects: wordSet('call request'), category: 'Execute' }],
  handle: [{ objects: wordSet('dialog'), category: 'Execute' }],
  generate: [
    {
      objects: wordSet('command explanation guid hash mermaid query schema snippet summary uuid yaml'),
      category: 'Read',
    },
    { objects: wordSet('link url'), category: 'Read', inName: true, unless: opened },
  ],
  convert: [{ objects: wordSet('draft issue item lead note subtask task ticket'), category: 'Write' }],
  download: [{ objects: picture, category: 'Write' }],
  drop: [{ objects: wordSet('browser element mouse page'), category: 'Execute' }],
  cancel: [{ objects: wordSet('edit'), category: 'Write' }],
};

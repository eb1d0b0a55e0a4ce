import type { Category } from './lexicon';
import { pairSet } from './pairs';
import { inflectedVerb, singular } from './words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Making, sending or changing one of these moves money. */
const moneyNouns = set(
  'payment refund payout withdrawal deposit invoice lending loan wallet_transfer swap trade stake purchase donation ' +
    'reimbursement remittance paycheck payroll charge leverage bill expense',
);

/** Behind a money noun: something about payments, not a payment. */
const paymentSettings = set(
  'method provider gateway term profile setting option type policy template category dispute',
);

/** A setting of these decides where money goes. */
const paidOut = set('payout withdrawal');

/** Two words that are one money noun. */
const moneyPairs = pairSet(
  'credit note,debit note,bank transaction,bank transfer,bank feed,journal entry,manual journal,sale receipt,' +
    'margin mode,margin type,vendor credit,customer credit,store credit,campaign budget,ad budget,daily budget,stop loss,take profit,checkout session',
);

/** Whether one of the nouns, or two of them together, is money that moves; a payment method or provider is a setting. */
export function namesMoney(nouns: readonly string[]): boolean {
  return nouns.some((noun, index) => {
    const next = nouns[index + 1] ?? '';
    return moneyPairs(noun, next) || (moneyNouns.has(noun) && (paidOut.has(noun) || !paymentSettings.has(next)));
  });
}

/** Managing one of these means to start and stop it. */
export const runnableNouns = set(
  'execution process pipeline job container vm command simulator emulator run session instance daemon worker ' +
    'playback browser terminal shell service server',
);

/** Managing one of these means to change what it holds: it has contents and does nothing by itself. */
export const contentNouns = set(
  'store kv flow workflow group member user role permission account profile team invitation announcement namespace ' +
    'record row entry document doc file folder directory page block note task todo issue ticket item list board card ' +
    'comment message label tag category event calendar contact lead deal customer product inventory catalog collection ' +
    'database table column schema index view bucket object key value secret variable setting config configuration ' +
    'preference option rule policy filter template dashboard alert notification webhook subscription project ' +
    'repository repo branch memory context state cache bookmark playlist campaign ad audience segment site domain dns ' +
    'zone certificate volume network subnet firewall credential token link relation entity node edge graph tab window ' +
    'reminder goal milestone sprint epic story attachment release version dataset asset image media library',
);

/** "text_to_speech" makes one of these; "pdf_to_markdown" only says the same in other letters. */
const mediaNouns = set('speech audio video image pdf music song voice');
const textNouns = set('text markdown md json csv yaml xml html sql unix iso base64 hex');

/** A name without a verb that ends in one of these asks for something to look at. */
const readNouns = set(
  'detail summary metric log documentation doc list count overview hello echo usage capability metadata search lookup ' +
    'weather temperature price pricing ticker quote balance schema definition declaration statistic analytic insight trend ' +
    'leaderboard ranking diagnostic direction distance elevation timezone time datetime date news headline article ' +
    'trivia fact reference example tutorial guide guidance instruction directory tree dictionary synonym timeline ' +
    'changelog topology availability suggestion recommendation prediction estimate information result report doctor ' +
    'specification spec stat size similarity sentiment summarizer explainer finder reader actor inspector analyzer ' +
    'analysis query autocomplete completion_list faq changelog coverage coordinate geolocation location sunrise ' +
    'earthquake horoscope joke holiday score standings fixture lyric nutrition recipe rating ' +
    'transcript abstract receipt story freebusy cost number fee rate index hash checksum embedding geo isochrone',
);

/** "latest_news", "my_issues", "current_user": what leads asks to be shown. */
const askingWords = set(
  'latest recent current currently my trending popular upcoming nearby available related similar top hot best random me is has who',
);

/** A noun that is a deed: "account_deletion", "graphql_mutation". */
const deeds: Readonly<Record<Exclude<Category, 'Read' | 'Other'>, ReadonlySet<string>>> = {
  Write: set(
    'creation generation mutation registration submission modification insertion configuration feedback editor writer creator ' +
      'updater builder composer scheduler uploader assignment enrollment subscription unsubscription publication',
  ),
  Execute: set(
    'execution inference installation deployment invocation activation automation migration executor runner launcher installer ' +
      'invoker on off synthesis simulation injection emulation repl sandbox interpreter controller',
  ),
  Destructive: set(
    'deletion removal cancellation termination revocation truncation eviction destruction cleaner remover deleter eraser',
  ),
  Financial: set(
    'payment payout withdrawal purchase refund checkout donation settlement reimbursement booking reservation order',
  ),
};

/** A tool that is called like a program and nothing else runs that program with what it is given. */
const programs = set(
  'playwright puppeteer selenium docker podman kubectl helm terraform tofu ansible git gh aws az gcloud npm npx yarn ' +
    'pip uv cargo cmake psql mysql sqlite redis jq sed awk perl ruby php node deno bun java matlab octave r ' +
    'gdb lldb strace metasploit hydra hashcat john gobuster ffuf nuclei nikto cli',
);

/** Verbs that are nouns where a noun of looking follows: "build_logs", "trade_history", "order_status". */
export const modifyingVerbs = set(
  'release build order trade call test commit merge deposit transfer request comment swap bid book charge issue email ' +
    'message group index report run job script command log track document plan file play image payout refund purchase ' +
    'checkpoint pull vote tweet bill upload import place',
);
/** Things that are verbs as well: with "get", "list" or "find" right behind them, as in "queue_get", they only say of what. */
export const leadingNouns = set(
  'queue trash stage place store schedule stamp claim draft order trade deposit comment swap bid book checkpoint vote ' +
    'tweet invite link label',
);
const modifiedNouns = set(
  'history stat statistic log list detail info information result metric summary count overview status version',
);

type Noun = { index: number; category: Category };

/** What a name without a verb is for, with the index of the word that tells. */
export function nounOf(words: readonly string[]): Noun | undefined {
  const last = words.length - 1;
  const head = words[last];
  if (head === undefined) return undefined;
  if (last === 0 && programs.has(head)) return { index: 0, category: 'Execute' };
  const ofHead = headCategory(head);
  if (ofHead) return { index: last, category: ofHead };
  const converted = conversion(words);
  if (converted) return converted;
  const asking = words.findIndex((word, index) => index < 2 && askingWords.has(word));
  if (asking >= 0) return { index: asking, category: 'Read' };
  const deed = gerund(head);
  if (deed) return { index: last, category: deed };
  const inner = words.findIndex((word, index) => index > 0 && isReadNoun(word));
  return inner < 0 ? undefined : { index: inner, category: 'Read' };
}

/** The last word of a name is what the others only describe. */
function headCategory(head: string): Category | undefined {
  for (const category of ['Financial', 'Destructive', 'Execute', 'Write'] as const) {
    if (deeds[category].has(head)) return category;
  }
  if (isReadNoun(head) || modifiedNouns.has(singular(head))) return 'Read';
  return runnableNouns.has(singular(head)) ? 'Execute' : undefined;
}

function conversion(words: readonly string[]): Noun | undefined {
  const target = words.indexOf('to') + 1;
  const word = words[target] ?? '';
  if (target < 2) return undefined;
  if (textNouns.has(word)) return { index: target, category: 'Read' };
  return mediaNouns.has(word) ? { index: target, category: 'Execute' } : undefined;
}

/** "sequential_thinking", "web_scraping": the deed as a noun. */
function gerund(word: string): Category | undefined {
  const verb = word.endsWith('ing') ? inflectedVerb(word) : undefined;
  return verb && verb.kind !== 'vague' && verb.kind !== 'thing' ? verb.category : undefined;
}

export function isReadNoun(word: string): boolean {
  return readNouns.has(word) || readNouns.has(singular(word));
}

/** Whether a word that is a verb elsewhere only modifies the thing to look at, as in "trade_history". */
export function modifies(word: string, head: string): boolean {
  return modifyingVerbs.has(word) && modifiedNouns.has(singular(head));
}

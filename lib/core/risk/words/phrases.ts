import type { Category } from './lexicon';

/** Two words that are one deed: "turn_on", "roll back". Neither of them alone says it. */
const phrases: Readonly<Record<Exclude<Category, 'Other'>, string>> = {
  Read: 'look up,sum up,site map,map site,dry run',
  Write:
    'set up,check in,check out,clock in,clock out,sign up,opt in,opt out,back up,cherry pick,fill out,fill in,add on,write up,' +
    'hand over,hand off,follow up,wrap up,read write,get set,view edit,git fetch,git tag,git branch,git worktree,take note',
  Execute:
    'turn on,turn off,turn up,turn down,switch on,switch off,power on,power off,power cycle,power up,power down,' +
    'go back,go forward,go to,log in,log out,log on,log off,sign in,sign out,log back,shut down,start up,spin up,' +
    'spin down,scale up,scale down,scale out,scale in,boot up,wake up,roll out,roll forward,compose up,compose down,' +
    'port forward,next track,previous track,prev track,skip track,make request,make call,api call,phone call,' +
    'handle dialog,brute force,fail over,kick off,take photo,take picture,take off,' +
    'hang up,filter branch,filter repo,dial out,bring up,step into,step over,step out',
  Destructive: 'roll back,tear down,clean up,take down,wipe out,shut off,bring down,throw away',
  Financial:
    'top up,market order,limit order,stop order,pay out,pay off,cash out,buy in,place order,open position,' +
    'close position,wire transfer,send money,send funds',
};

const byFirstWord = new Map<string, Map<string, Category>>();
for (const category of ['Read', 'Write', 'Execute', 'Destructive', 'Financial'] as const) {
  for (const phrase of phrases[category].split(',')) {
    const [first = '', second = ''] = phrase.split(' ');
    const seconds = byFirstWord.get(first) ?? new Map<string, Category>();
    byFirstWord.set(first, seconds.set(second, category));
  }
}

/** The category of the two words as one deed; undefined for most pairs. */
export function phraseOf(first: string, second: string | undefined): Category | undefined {
  return second === undefined ? undefined : byFirstWord.get(first)?.get(second);
}

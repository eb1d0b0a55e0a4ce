import type { Category } from '@/lib/core/risk/words/lexicon';

/** Phrasal verbs, such as "turn on" and "roll back": neither word alone has the meaning. */
export const phrasalVerbs: Readonly<Record<Exclude<Category, 'Other'>, string>> = {
  Read: 'dry run,look up,map site,site map,sum up',
  Write: `
    add on,back up,check in,check out,cherry pick,clock in,clock out,fill in,fill out,follow up,get set,git branch,
    git fetch,git tag,git worktree,hand off,hand over,opt in,opt out,read write,set up,sign up,take note,view edit,
    wrap up,write up
  `,
  Execute: `
    api call,boot up,bring up,brute force,compose down,compose up,dial out,fail over,filter branch,filter repo,
    go back,go forward,go to,handle dialog,hang up,kick off,log back,log in,log off,log on,log out,make call,
    make request,next track,phone call,port forward,power cycle,power down,power off,power on,power up,prev track,
    previous track,roll forward,roll out,scale down,scale in,scale out,scale up,shut down,sign in,sign out,
    skip track,spin down,spin up,start up,step into,step out,step over,switch off,switch on,take off,take photo,
    take picture,turn down,turn off,turn on,turn up,wake up
  `,
  Destructive: 'bring down,clean up,roll back,shut off,take down,tear down,throw away,wipe out',
  Financial: `
    buy in,cash out,close position,limit order,market order,open position,pay off,pay out,place order,send funds,
    send money,stop order,top up,wire transfer
  `,
};

/** From least to most severe: where several apply, the later one wins. Other is never taken for harmless. */
export const categories = ['Read', 'Other', 'Write', 'Execute', 'Destructive', 'Financial'] as const;
export type Category = (typeof categories)[number];

/**
 * plain: nothing but a verb. either: a noun as well, a verb where it leads. thing: mostly a noun, a verb only where
 * nothing else is. vague: a verb that leaves open what is done.
 */
export type Verb = { category: Category; kind: 'plain' | 'either' | 'thing' | 'vague' };

type Words = Partial<Record<Verb['kind'], string>>;

const words: Record<Exclude<Category, 'Other'>, Words> = {
  Read: {
    plain:
      'get list read search find fetch show describe retrieve lookup inspect count explain browse validate summarize ' +
      'summarise compare detect scrape crawl extract analyze analyse discover verify examine locate ping tail diagnose ' +
      'enumerate lint parse grep traverse estimate recommend suggest predict classify whoami glob poll peek identify ' +
      'decode translate convert introspect visualize visualise ls diff learn exists return infer recognize recall explore ' +
      'fetchall derive',
    either:
      'view check preview screenshot audit match monitor watch download export forecast benchmark profile trace rank',
    thing: 'status info health help snapshot details history stats version tree wait head stat cat',
    vague: 'query follow look resolve research review scan access capture collect observe assess measure',
  },
  Write: {
    plain:
      'create add update set edit write save put insert modify append rename copy unarchive assign unassign publish ' +
      'unpublish upload import enable disable register configure generate regenerate approve reject submit reply ' +
      'invite grant upsert share forward duplicate clone complete close reopen lock unlock pin unpin subscribe unsubscribe ' +
      'vote react star unstar attach restore replace remember memorize ingest annotate notify tweet broadcast accept ' +
      'decline dismiss acknowledge snooze mute unmute escalate rebase provision promote demote join leave mention adjust ' +
      'resize crop redact extend renew rewrite refactor fix setup init initialize bootstrap scaffold allocate adopt enroll ' +
      'onboard relate increment decrement reorder distribute think send supply archive load finalize',
    either:
      'post patch merge push commit schedule transition draft fork change link move make comment mark request stash ' +
      'pull override flag delegate bump highlight pick',
    thing:
      'tag label new log track note record index embed report message email issue backup group stage bookmark like bulk ' +
      'file document plan style store',
    vague:
      'manage handle maintain administer process sync synchronize organize organise action mutate transform customize ' +
      'enhance toggle',
  },
  Execute: {
    plain:
      'execute exec run invoke trigger start stop restart reboot launch deploy navigate click tap swipe scroll evaluate ' +
      'eval install connect disconnect pause resume replay rerun retry spawn apply login logout authenticate reload ' +
      'refresh wake simulate dispatch enqueue activate deactivate inject migrate failover reconnect redeploy rebuild hover ' +
      'drag fill calculate solve speak synthesize backfill upgrade downgrade continue',
    either: 'call press type build play test shell control scale open switch focus select boot compute calculator bash',
    thing: 'command terminal script key keys mouse step python',
    vague: 'perform do operate use interact force drive',
  },
  Destructive: {
    plain:
      'delete remove destroy purge wipe erase truncate uninstall revoke kill terminate clear reset prune cancel forget ' +
      'unlink rollback cleanup discard evict ban deregister unregister flush nuke shred undeploy kick revert del rm rmdir ' +
      'abort invalidate detach expel suspend undo unset decommission deprovision',
    either: 'drop trash empty clean',
  },
  Financial: {
    plain: 'pay refund withdraw sell purchase buy stake unstake payout borrow repay liquidate reimburse',
    either: 'charge swap trade deposit checkout bridge mint transfer bid book lend donate',
  },
};

const kinds = ['plain', 'either', 'thing', 'vague'] as const;

function* entries(): Generator<[string, Verb]> {
  for (const category of categories) {
    if (category === 'Other') continue;
    for (const kind of kinds) {
      for (const word of words[category][kind]?.split(' ') ?? []) yield [word, { category, kind }];
    }
  }
}

const verbs: ReadonlyMap<string, Verb> = new Map(entries());

/** The verb a word is; "unresolve" and "republish" are read from the verbs inside them. */
export function verbOf(word: string): Verb | undefined {
  const known = verbs.get(word);
  if (known || word.length < 6) return known;
  const inner = word.startsWith('un') || word.startsWith('re') ? verbs.get(word.slice(2)) : undefined;
  if (!inner || inner.kind === 'thing') return undefined;
  return word.startsWith('un') && inner.category === 'Read' ? { category: 'Write', kind: 'plain' } : inner;
}

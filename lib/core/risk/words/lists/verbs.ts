import type { Category, Verb } from '@/lib/core/risk/words/lexicon';

/** Verbs by what they do and how surely the word is a verb. */
export const verbLists: Readonly<Record<Exclude<Category, 'Other'>, Partial<Record<Verb['kind'], string>>>> = {
  Read: {
    plain: `
      aggregate analyse analyze assert blame browse cite classify compare convert count crawl critique decode
      decompile deduce derive describe detect determine diagnose diff dig disassemble discover divide encode
      enumerate estimate examine exists expect explain explore extract fetch fetchall find gather geocode get glob
      grep identify infer inspect interpolate interpret intersect introspect investigate learn lint list locate
      lookup ls multiply nslookup obtain ocr parse peek ping predict proofread read recall recognize recommend
      reflog retrieve return scrape search show subtract suggest sum summarise summarize tail tally tokenize
      traceroute transcribe translate traverse troubleshoot validate verify visualise visualize whoami
    `,
    either: `
      audit benchmark check checksum display download dump export filter forecast hash match monitor poll preview
      profile quote rank sample screenshot trace view watch
    `,
    thing: 'cat details head health help history info ps snapshot stat stats status tree version wait whois',
    vague:
      'access answer assess capture collect consult look measure observe query render research resolve review scan',
  },
  Write: {
    plain: `
      accept acknowledge activate add adjust adopt align allocate allowlist alter amend animate annotate announce
      append appoint approve archive arm arrange assign associate attach authorise authorize autofix befriend bind
      blacklist bootstrap brighten broadcast checkin clone close colorize combine complete compress concat
      concatenate configure consolidate contest convey cordon create crop crosspost customise customize deactivate
      declare decline decompress decrement decrypt dedupe deduplicate defer demote denoise deny denylist dim disable
      disarm disassociate dismiss distribute dm downvote duplicate edit elevate enable encrypt enhance enrich enroll
      escalate expire expose extend extrude finalize flip forward fulfil fulfill generate give hide increment indent
      ingest init initialize insert instantiate join leave mark materialise materialize memorise memorize minify
      modify mount mutate mute normalise normalize notify onboard optimise optimize organise organize override
      overwrite paint paste persist pop populate postpone prepare prescribe prioritise prioritize promote protect
      provision publish put quarantine react rebase reclaim redact redirect refactor reflect regenerate register
      reindex reject relate relay relist remember remind rename renew reopen reorder repair replace resize respond
      restore revise rewrite rotate rsvp sanitize save scaffold sculpt send setup silence snooze splice squash
      stitch subdivide submit subscribe supply sync synchronise synchronize teach think transcode transform tune
      unarchive unassign unlock unmute unpin unpublish unstar unsubscribe untag unzip update upscale upsert upvote
      watermark whitelist write zip
    `,
    either: `
      bake block bump change checkpoint claim comment commit confirm copy cut delegate draft draw fix flag fork
      format grant highlight import invite layout link load lock make mention merge move new patch permit pick pin
      place post pull push queue rate release reply repost request reserve retweet schedule seal seed set share ship
      sign sort split stage stamp star stash store toggle transition trim tweet upload vote wrap
    `,
    thing: `
      backup bookmark bulk compose document email embed file group index issue label like log message note plan
      record report style tag track
    `,
    vague: 'action administer do follow guide handle maintain manage operate perform process use',
  },
  Execute: {
    plain: `
      act apply assume authenticate backfill boot bruteforce calculate calibrate click compile connect continue curl
      deploy dial disconnect dispatch downgrade eject emulate enqueue evaluate exec execute exit failover ffmpeg
      finetune fuzz hangup hibernate honk hover impersonate inject install interrupt invoke login logout migrate
      navigate nmap orchestrate pause powercycle preload quit reboot rebuild recompute reconnect redeploy refresh
      reload replay rerun restart retry rewind rollout say scroll shutdown sideload simulate solve spawn speak
      sqlmap ssh start summon swipe synthesize takeoff teleport transact tts upgrade vacuum wake wget
    `,
    either: `
      bash build calculator call compute control crack debug drag eval exploit fill fire flash fly focus go jump
      land launch mine open play press print resume roll run scale seek select shell skip stop switch tap test train
      trigger type
    `,
    thing: 'command drive key keys mouse powershell python script step terminal zsh',
    vague: 'force interact',
  },
  Destructive: {
    plain: `
      abort annul burn cancel cleanup clear decommission del delete delist deprovision deregister destroy detach
      disband discard dismantle dissolve eliminate erase evict expel expunge flush forget invalidate kill nuke
      obliterate prune purge recreate recycle remove reset revert revoke rm rmdir rollback scrub shred suspend
      teardown terminate truncate undeploy undo uninstall unlink unregister unset wipe zap
    `,
    either: 'ban clean drain drop empty end kick trash void',
  },
  Financial: {
    plain:
      'airdrop borrow buy gamble liquidate overpay pay redeem reimburse remit repay sell topup unstake wager withdraw',
    either: `
      bet bid book bridge charge checkout deposit donate lend mint payout pledge purchase refund settle stake swap
      trade transfer
    `,
    thing: 'bill order tip',
  },
};

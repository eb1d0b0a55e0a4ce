import { wordSet } from '@/lib/core/risk/words/sets';

/** Verbs that are never nouns. */
export const askingVerbs = wordSet('compare find get list');
export const listableVerbs = wordSet('claim draft label link stamp store trash');
/** "Manage" means changing the contents of one of these. */
export const contentNouns = wordSet(`
  account ad alert announcement asset attachment audience block board bookmark branch bucket cache calendar
  campaign card catalog category certificate collection column comment config configuration contact context
  credential customer dashboard database dataset deal directory dns doc document domain edge entity entry epic
  event file filter firewall flow folder goal graph group image index inventory invitation issue item key kv label
  lead library link list media member memory message milestone namespace network node note notification object
  option page permission playlist policy preference product profile project record relation release reminder repo
  repository role row rule schema secret segment setting site sprint state store story subnet subscription tab
  table tag task team template ticket todo token user value variable version view volume webhook window workflow
  zone
`);
/** After "to": media is generated ("text_to_speech"), text is converted ("pdf_to_markdown"). */
export const mediaNouns = wordSet('audio image music pdf song speech video voice');
export const textNouns = wordSet('base64 csv hex html iso json markdown md sql text unix xml yaml');
/** A name without a verb that ends in one of these reads. */
export const readNouns = wordSet(`
  abstract actor analysis analytic analyzer article autocomplete availability balance capability changelog
  checksum completion_list coordinate cost count coverage date datetime declaration definition detail diagnostic
  dictionary direction directory distance doc doctor documentation earthquake echo elevation embedding estimate
  example explainer fact faq fee finder fixture freebusy geo geolocation guidance guide hash headline hello
  holiday horoscope index information insight inspector instruction isochrone joke leaderboard list location log
  lookup lyric metadata metric news number nutrition overview prediction price pricing query quote ranking rate
  rating reader receipt recipe recommendation reference report result schema score search sentiment similarity
  size spec specification standings stat statistic story suggestion summarizer summary sunrise synonym temperature
  ticker time timeline timezone topology transcript tree trend trivia tutorial usage weather
`);
/** First words of names that read: "latest_news", "my_issues", "current_user". */
export const askingWords = wordSet(`
  available best current currently has hot is latest me my nearby popular random recent related similar top
  trending upcoming who
`);
/** Verbs that modify a following noun of reading: "build_logs", "trade_history", "order_status". */
export const modifyingVerbs = wordSet(`
  bid bill book build call charge checkpoint command comment commit deposit document email file group image import
  index issue job log merge message order payout place plan play pull purchase refund release report request run
  script swap test track trade transfer tweet upload vote
`);
/** Verbs that are objects if "get", "list" or "find" follows: "queue_get". */
export const leadingNouns = wordSet(`
  bid book checkpoint claim comment deposit draft invite label link order place queue schedule stage stamp store
  swap trade trash tweet vote
`);
export const modifiedNouns = wordSet(`
  count detail history info information list log metric overview result stat statistic status summary version
`);

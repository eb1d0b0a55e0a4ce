import { pairSet, wordSet } from '@/lib/core/risk/words/sets';

export const unguardingVerbs = wordSet('unprotect');
export const loosening = wordSet('deactivate disable');
export const guards = wordSet('2fa antivirus encryption firewall lock mfa privacy protection security');
export const exposingVerbs = wordSet('expose');
export const exposedNouns = wordSet('endpoint port service');
export const settingVerbs = wordSet('add change create edit enable modify put register replace set update');
export const dnsPairs = pairSet('domain forwarding,domain record,name server');
export const dnsWords = wordSet('dns nameserver nameservers');
export const forwardingWords = wordSet('autoforward autoforwarding forwarder forwarders proxies proxy');
export const forwardingPairs = pairSet('forwarding address,forwarding rule,inbox rule,mail rule,message rule');
export const linkPairs = pairSet(`
  invitation link,invitation url,invite link,invite url,join link,join url,login link,login url,magic link,
  public link,public url,share link,share url,shared link,shared url,sharing link,sharing url,signin link,
  signin url
`);
export const lastingNouns = wordSet('alert monitor notification subscription');
export const callbackWords = wordSet('callback notification webhook');

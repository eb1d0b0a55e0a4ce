import { pairSet, wordSet } from '@/lib/core/risk/words/sets';

export const accessNouns = wordSet(`
  access acl admin administrator collaborator delegation firewall grant guest invitation invite member membership
  owner ownership perm permission role saml sso user
`);
/** People, who are also assigned work and have profiles. */
export const persons = wordSet('guest member owner user');
export const accessVerbs = wordSet(`
  accept add approve assign attach change confirm create edit elevate enable grant import invite manage modify
  promote provision push put register reinvite replace set share sync take transfer unlock update
`);
/** Beside a person, these are work or content and not access. */
export const workNouns = wordSet(`
  avatar card comment event issue item message note notification preference presence profile story subscription
  task ticket todo
`);
/** Word pairs for access control: any change of them changes access. */
export const accessPairs = pairSet(`
  access policy,access request,api client,auth app,auth application,auth client,bucket policy,deploy key,
  device approval,iam policy,join request,login link,oauth app,oauth application,oauth client,org policy,
  organisation policy,organization policy,password policy,public key,public link,remote connection,role policy,
  security group,security policy,service account,share link,sharing link
`);
export const othersPairs = pairSet('shared mailbox');
export const sendingVerbs = wordSet('forward reply send');
export const rights = wordSet('binding invitation permission rbac role');
export const openingVerbs = wordSet('unlock');
export const lockedNouns = wordSet('account device door keychain vault wallet');
export const handingVerbs = wordSet('add edit move share update');
export const organisationWords = wordSet('org organisation organization');
export const admittingVerbs = wordSet('accept approve confirm grant invite reinvite');
/** Arguments that register an OAuth client. */
export const clientPairs = pairSet('callback url,grant type,redirect uri,redirect uris');
export const sharedNouns = wordSet('email member permission recipient role user');
export const groupsOfPeople = wordSet('org organisation organization security team user');

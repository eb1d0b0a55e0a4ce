import { pairSet, wordSet } from '@/lib/core/risk/words/sets';

export const secretWords = wordSet(`
  apikey apikeys cookies credential credentials dotenv env environ envs getenv keychain keystore kubeconfig
  mnemonic otp passphrase passwd password passwords printenv secret secrets totp
`);
export const tokenWords = wordSet('token tokens');
/** Beside one of these a token is a coin, a piece of text or a style, not a key. */
export const otherTokenWords = wordSet(`
  address balance balances boost boosts budget chart contract contracts count counter counts css design erc
  erc1155 erc20 erc721 estimate figma holder holders market markets metadata nft pair pairs pool pools portfolio
  price prices profile profiles spending style styles supply swap theme transfer transfers trending usage wallet
`);
/** After a word for a secret: metadata that does not reveal it. */
export const metadataWords = wordSet(`
  count expiration expiry limit limits policies policy rules scope scopes status type types usage
`);
export const secretPairs = pairSet(`
  access key,access keys,account key,account keys,api key,api keys,auth header,auth headers,backup codes,
  ci variable,ci variables,connection string,connection strings,connection uri,deployment variable,
  deployment variables,encryption key,encryption keys,env var,env vars,environment variable,environment variables,
  login link,login links,magic link,magic links,pipeline variable,pipeline variables,presigned url,presigned urls,
  private key,private keys,recovery code,recovery codes,rotate key,rotate keys,seed phrase,signed url,signed urls,
  signing key,signing keys,ssh key,ssh keys
`);
export const revealingWords = wordSet('decrypt decryption plaintext reveal unmask');
export const includingWords = wordSet('include includes return show with');
export const keptWords = wordSet('credential credentials password passwords secret secrets sensitive');
export const referenceWords = wordSet('id name path ref reference uri version');
/** The argument selects a part of a thing. */
export const partWords = wordSet('attribute attributes field fields object properties property');
export const vaultItems = wordSet('entries entry item items login logins');

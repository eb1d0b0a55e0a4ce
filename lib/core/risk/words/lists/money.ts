import { pairSet, wordSet } from '@/lib/core/risk/words/sets';

export const movingVerbs = wordSet('transact transfer');
export const amountWords = wordSet('amount currency lamports satoshis sats sum value wei');
export const walletKeys = wordSet('mnemonic');
export const identifierWords = wordSet('id name uuid');
export const chainWords = wordSet('abi contract gas nft token transfer');
export const billedNouns = wordSet('subscription transaction');
export const billingWords = wordSet('billed billing charge invoice prorate prorated proration seats tier');
/** Creating, sending or changing one of these moves money. */
export const moneyNouns = wordSet(`
  bill charge deposit donation expense invoice lending leverage loan paycheck payment payout payroll purchase
  refund reimbursement remittance stake swap trade wallet_transfer withdrawal
`);
/** After a noun of money: a setting, not a payment. */
export const paymentSettings = wordSet(`
  category dispute gateway method option policy profile provider setting template term type
`);
/** A setting of these decides where money goes, so it is money all the same. */
export const paidOut = wordSet('payout withdrawal');
/** Word pairs that are nouns of money. */
export const moneyPairs = pairSet(`
  ad budget,bank feed,bank transaction,bank transfer,campaign budget,checkout session,credit note,customer credit,
  daily budget,debit note,journal entry,manual journal,margin mode,margin type,sale receipt,stop loss,store credit,
  take profit,vendor credit
`);

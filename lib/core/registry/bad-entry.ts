/** Why an entry is rejected, in words that follow its name. */
export class BadEntry extends Error {
  override name = 'BadEntry' as const;
}

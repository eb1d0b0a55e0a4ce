/** Why an entry is not taken, as words that follow its name. */
export class BadEntry extends Error {
  override name = 'BadEntry' as const;
}

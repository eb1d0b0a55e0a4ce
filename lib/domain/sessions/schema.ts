/** A session lasts so long, however much it is used. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Sessions of one person; a further one ends the one that was used longest ago. */
export const SESSIONS_MAX = 20;

/** A session as the account page shows it. */
export type ShownSession = {
  id: string;
  /** Such as "Firefox on Linux". */
  device: string;
  isCurrent: boolean;
  /** ISO 8601, as are the others. */
  createdAt: string;
  /** At most five minutes behind. */
  lastSeenAt: string;
};

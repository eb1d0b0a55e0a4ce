/** Days for which undecided requests stay in the inbox's history, without their arguments. */
export const UNDECIDED_DAYS = 30;

/** Work that was done stays in the outbox for so many hours, without what was to be done. */
export const DONE_HOURS = 24;

/** Work that was given up stays there for so many days. */
export const FAILED_DAYS = 30;

/** Of the rows of one organisation that have ended, the outbox keeps so many, the newest. */
export const ENDED_MAX = 10_000;

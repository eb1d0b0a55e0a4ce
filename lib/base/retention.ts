/** Requests that nobody decided in time stay in the inbox's past for so many days, without their arguments. */
export const UNDECIDED_DAYS = 30;

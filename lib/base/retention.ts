/** Days for which undecided requests stay in the inbox's history, without their arguments. */
export const UNDECIDED_DAYS = 30;

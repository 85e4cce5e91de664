/** Changes that may be missing without a cell or a test of rules to tell, by id, and why. One that is noticed is an error. */
export const UNSEEN: Readonly<Record<string, string>> = {}

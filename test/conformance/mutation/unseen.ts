/** Changes that may be missing without a cell or a test of rules to tell, by id, and why. One that is noticed is an error. */
export const UNSEEN: Readonly<Record<string, string>> = {
  'v1.52-commit-empty-chunked-body':
    'its step does nothing: that there is one makes the body go on with its length, which docker 29 alone insists on',
}

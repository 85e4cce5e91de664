/** What the process's exit code says. 3 stands apart so that a supervisor can tell a clean stop from one that cut calls off. */

export const EXIT_OK = 0
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2
export const EXIT_DRAIN_EXCEEDED = 3

export type ExitCode = typeof EXIT_OK | typeof EXIT_FAILED | typeof EXIT_USAGE | typeof EXIT_DRAIN_EXCEEDED

export const EXIT_CODES_HELP = `
Exit codes:
  ${EXIT_OK}  done; for serve: stopped by a signal, and every call had ended
  ${EXIT_FAILED}  failed while running: an address in use, no permission
  ${EXIT_USAGE}  wrong usage or configuration
  ${EXIT_DRAIN_EXCEEDED}  stopped by a signal, and calls were cut off because they outlasted --drain
`

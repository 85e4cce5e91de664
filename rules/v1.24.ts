/** API 1.24 (docker 1.12): moby `api/server/server.go` at v1.12.0, makeErrorHandler. */
import { change, version } from '../src/translate/change.ts'

export default version('1.24', [
  change({
    id: 'v1.24-error-json',
    summary: 'Errors are JSON, {"message": …}; before, a line of plain text',
    // The gateway writes every error in the dialect of the client's version; the step makes sure that it is read.
    operations: { '*': { error: error => error } },
  }),
])

/**
 * What a container could not start for, as the last words of its stream. Up to docker 1.0 a command that is not in the image
 * was told by the container itself, which had started (moby `sysinit.go` at v0.5.3: `Unable to locate …`).
 */
import { PassThrough, type Transform } from 'node:stream'
import { isFlagSet } from '../api/flag.ts'
import { type ApiVersion, isOlder } from '../api/version.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import { encodeStdcopyFrame } from '../translate/stdcopy.ts'
import { hasTerminal } from './inspected-container.ts'

const STDERR = 2
/** From here on, a start fails by itself. */
const FAILS_AT_START: ApiVersion = '1.13'

export const tellsStartFailure = (client: ApiVersion, asked: URLSearchParams): boolean =>
  isOlder(client, FAILS_AT_START) && isFlagSet(asked.get('stderr'))

/** Undefined where the container has started, or nobody tried. */
export function startFailure(container: JsonValue): string | undefined {
  const state = isJsonObject(container) ? container.State : undefined
  if (!isJsonObject(state) || state.Status !== 'created' || typeof state.Error !== 'string') return undefined
  return /\bexec: ".*?(?=: unknown$|$)/s.exec(state.Error)?.[0]
}

/** Passes a stream on, and says at its end what its container could not start for. @param inspect asked then */
export const withStartFailure = (inspect: () => Promise<JsonValue>): Transform =>
  new PassThrough({
    flush(done) {
      inspect().then(
        container => done(null, lastWords(container)),
        () => done(),
      )
    },
  })

function lastWords(container: JsonValue): Buffer | undefined {
  const failure = startFailure(container)
  if (failure === undefined) return undefined
  return hasTerminal(container)
    ? Buffer.from(`${failure}\r\n`)
    : encodeStdcopyFrame({ stream: STDERR, payload: Buffer.from(`${failure}\n`) })
}

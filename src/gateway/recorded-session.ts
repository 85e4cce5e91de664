/** Whether a session is to be recorded, as the policy's rule says, and what has to be known of it for that. */

import { AuditError } from '../audit/audit-error.ts'
import type { SessionRecorder } from '../audit/session-recorder.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject } from '../translate/json.ts'
import type { Exchange } from './exchange.ts'
import { hasTerminal } from './inspected-container.ts'
import type { SpliceWatch } from './splice.ts'

/** Sees the bytes of a session; `end` closes the recording. */
export interface RecordedSession extends SpliceWatch {
  end(): void
}

/**
 * To be called when the call has been judged, before the daemon is asked. Undefined where nothing is to be recorded.
 * Throws AuditError when it has to be and cannot.
 */
export async function recordSession(
  exchange: Exchange,
  daemon: Daemon,
  recorder: SessionRecorder,
): Promise<RecordedSession | undefined> {
  const record = exchange.verdict?.record
  const { call } = exchange.planned!
  if (record === undefined) return undefined
  const { name } = call.operation
  if (name !== 'ContainerAttach' && name !== 'ExecStart')
    throw unrecordable(name, 503, new Error('only attach and exec can be'))
  const tty = name === 'ExecStart' ? bodySaysTty(exchange) : await containerHasTerminal(exchange, daemon)
  let abort: (error: Error) => void = () => {}
  const session = {
    ...{ id: exchange.id, title: `${name} ${exchange.head.target}`, object: call.params.name ?? '' },
    ...{ tty, input: record === 'input' },
  }
  try {
    const begun = recorder.begin({ ...session, onFailure: error => abort(unrecordable(name, 500, error)) })
    if (begun === undefined) return undefined
    const { recording, end } = begun
    exchange.recording = recorder.pathOf(exchange.id)
    return {
      up: chunk => recording.up(chunk),
      down: chunk => recording.down(chunk),
      onAbort: handler => {
        abort = handler
      },
      end,
    }
  } catch (error) {
    throw unrecordable(name, 503, error)
  }
}

function unrecordable(operation: string, status: 503 | 500, cause: unknown): AuditError {
  const what = status === 503 ? 'was not sent to the daemon' : 'was broken off'
  return new AuditError(`${operation} ${what}, because it cannot be recorded`, status, cause)
}

/** It decides by itself whether the daemon frames what the program writes (moby `exec.go`, postContainerExecStart). */
const bodySaysTty = ({ body }: Exchange): boolean => isJsonObject(body) && body.Tty === true

async function containerHasTerminal({ planned }: Exchange, daemon: Daemon): Promise<boolean> {
  const { call, plan } = planned!
  const path = `/containers/${encodeURIComponent(call.params.name ?? '')}/json`
  const { body } = await new DaemonClient(daemon, plan.target).call({ method: 'GET', path })
  return hasTerminal(body)
}

/** `DELETE /containers/{name}` as before API 1.2: a running container is stopped first (moby `runtime.go` at v0.3.3, Destroy). */
import { readAnswer } from '../daemon/daemon-client.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall } from './emulation.ts'

const STOP_TIMEOUT_SECONDS = '3'
const CONFLICT = 409

export async function runningRemoval({
  call,
  daemon,
  query: parameters,
}: EmulatedCall): Promise<AnswerStream> {
  const query = Object.fromEntries(parameters)
  const path = `/containers/${encodeURIComponent(call.params.name ?? '')}`
  const removed = await daemon.open({ method: 'DELETE', path, query })
  if (removed.statusCode !== CONFLICT) return removed
  await readAnswer(removed)
  const stop = { method: 'POST', path: `${path}/stop`, query: { t: STOP_TIMEOUT_SECONDS } }
  const { status, message } = await daemon.call(stop)
  if (status >= 400) throw new EmulatedAnswer(status, message)
  return daemon.open({ method: 'DELETE', path, query })
}

/**
 * Attach as CLIs up to 0.6.4 use it: after the start, with `logs=1&stream=1` to make up for what was written in between.
 * Containers start in milliseconds now and may be over by then, and a current daemon would wait for their next start
 * (moby `daemon/attach.go` at v28.0.0). Here such an attach ends when the container does.
 */
import type { Socket } from 'node:net'
import { isFlagSet } from '../api/flag.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject } from '../translate/json.ts'

export interface AttachAfterStart {
  /** What is asked of the daemon instead: path without version, and query. */
  readonly instead?: { readonly method: 'GET' | 'POST'; readonly path: string }
  /** Id of the container with which the stream is to end, also where the daemon would go on waiting. */
  readonly endsWith?: string
}

/** The stream of a container that is over ends by itself only after this time without a byte (milliseconds). */
const LINGER_MS = 1_000

/** @param container an inspection of one that has been started */
export function attachAfterStart(container: JsonObject, asked: URLSearchParams): AttachAfterStart {
  const id = String(container.Id)
  if (isJsonObject(container.State) && container.State.Running !== true) {
    const query = new URLSearchParams(asked)
    query.delete('stream')
    return { instead: { method: 'POST', path: `/containers/${id}/attach?${query}` } }
  }
  const isOutput = isFlagSet(asked.get('stdout')) || isFlagSet(asked.get('stderr'))
  // Followed logs have neither a gap nor a repetition between what was and what comes; but they cannot take input.
  if (isFlagSet(asked.get('logs')) && isOutput && !isFlagSet(asked.get('stdin'))) {
    const query = new URLSearchParams({ follow: '1' })
    for (const name of ['stdout', 'stderr']) if (isFlagSet(asked.get(name))) query.set(name, '1')
    return { instead: { method: 'GET', path: `/containers/${id}/logs?${query}` } }
  }
  return { endsWith: id }
}

/** Ends an attach that came too late to hear its container end. */
export async function endWithContainer(client: DaemonClient, id: string, upstream: Socket): Promise<void> {
  const waiting = await client.open({ method: 'POST', path: `/containers/${id}/wait` })
  const leave = () => waiting.destroy()
  if (upstream.destroyed) leave()
  else upstream.once('close', leave)
  waiting.on('error', () => {}).resume()
  waiting.once('end', () => upstream.setTimeout(LINGER_MS, () => upstream.destroy()))
}

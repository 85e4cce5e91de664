/**
 * What containers say from their start on, kept for an attach that comes after it. CLIs up to 0.6.3 start first and attach
 * then, and `start -a` of those up to 0.11 does both at once (moby `commands.go` at v0.5.3, CmdRun, and v0.6.7, CmdStart).
 * A container of today may be over by then, and its logs keep neither bytes that are no text nor lines without an end. So
 * its output is attached to before it starts, and waits, unread, for the client's attach.
 */

import { isFlagSet } from '../api/flag.ts'
import { type ApiVersion, isOlder } from '../api/version.ts'
import type { DaemonClient, UpgradedStream } from '../daemon/daemon-client.ts'
import { deferred } from './deferred.ts'

/** An attach comes this long after its start at most (milliseconds). So long waits, too, who writes more than the daemon keeps. */
const HOLD_MS = 10_000
/** From here on, nobody attaches after the start. */
const ATTACHES_BEFORE: ApiVersion = '1.12'
/** CLIs from here on attach before they start, or at the same time. */
const STARTS_AT_ONCE: ApiVersion = '1.6'
/** CLIs before this one attach to stderr and to stdout, one by one. */
const ATTACHES_ONCE: ApiVersion = '1.3'

export const attachesAfterStart = (client: ApiVersion): boolean => isOlder(client, ATTACHES_BEFORE)

/** A container's output from its start on. */
export interface HeldStream extends UpgradedStream {
  /** Resolves when the container could not start: then the stream has no end of its own. */
  readonly failed: Promise<void>
}

export class StartStreams {
  readonly #held = new Map<string, Promise<HeldStream | undefined>[]>()

  /** Resolves when the container may start. To be called when it could not: what is given. */
  async hold(daemon: DaemonClient, id: string, client: ApiVersion): Promise<() => void> {
    const { promise: failed, resolve: fail } = deferred()
    const query = { stream: '1', stdout: '1', stderr: '1' }
    const attach = async () => {
      // Without it, an attach is answered as one to any other container.
      const stream = await daemon
        .upgrade({ method: 'POST', path: `/containers/${id}/attach`, query })
        .catch(() => undefined)
      stream?.socket.on('error', () => {})
      return stream && { ...stream, failed }
    }
    const streams = Array.from({ length: isOlder(client, ATTACHES_ONCE) ? 2 : 1 }, attach)
    this.#drop(id)
    this.#held.set(id, streams)
    await Promise.all(streams)
    const drop = () => this.#held.get(id) === streams && this.#drop(id)
    setTimeout(drop, HOLD_MS).unref()
    return () => {
      fail()
      drop()
    }
  }

  /** All that the container has said and will say, for whoever is the first to ask. */
  take(id: string, client: ApiVersion, asked: URLSearchParams): Promise<HeldStream | undefined> | undefined {
    const isOutput = isFlagSet(asked.get('stdout')) || isFlagSet(asked.get('stderr'))
    // Clients that start first ask for the logs, too, where they want more than what comes from now on.
    const isSinceStart = isFlagSet(asked.get('logs')) || !isOlder(client, STARTS_AT_ONCE)
    return attachesAfterStart(client) && isOutput && isSinceStart ? this.#held.get(id)?.shift() : undefined
  }

  #drop(id: string): void {
    for (const held of this.#held.get(id) ?? []) held.then(stream => stream?.socket.destroy())
    this.#held.delete(id)
  }
}

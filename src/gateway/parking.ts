/**
 * Attach before start: a CLI of 2013 to 2016 attaches to a container that does not run yet, and then starts it with a
 * HostConfig, which may make it a container with another id. What the client types until then stays in its socket; when
 * the container starts, whoever starts it, the stream is joined to the one that really does.
 */
import type { Transform } from 'node:stream'
import { isFlagSet } from '../api/flag.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient, type UpgradedStream } from '../daemon/daemon-client.ts'
import type { Starting } from '../emulate/late-host-config.ts'
import { isJsonObject, type JsonObject } from '../translate/json.ts'
import { type AttachAfterStart, attachAfterStart } from './attach-after-start.ts'
import { deferred } from './deferred.ts'
import { isRunning } from './inspected-container.ts'
import type { PlannedCall } from './planned-call.ts'
import { startFailure, tellsStartFailure, withStartFailure } from './start-failure.ts'
import { attachesAfterStart, StartStreams } from './start-streams.ts'
import { joinStarted, onlyAsked } from './started-stream.ts'

export class ParkedAttach {
  /** The container that was attached to. */
  readonly id: string
  readonly #start = deferred<string>()
  readonly #failure = deferred()
  readonly #join = deferred()

  constructor(id: string) {
    this.id = id
  }

  /** Resolves with the id of the container that starts. */
  get starts(): Promise<string> {
    return this.#start.promise
  }

  /** Resolves when it could not start. */
  get failed(): Promise<void> {
    return this.#failure.promise
  }

  /** Resolves when the client's stream is attached to `id`, so that the container may start. */
  begin(id: string): Promise<void> {
    this.#start.resolve(id)
    return this.#join.promise
  }

  /** To be called when the container could not start. */
  fail(): void {
    this.#failure.resolve()
  }

  /** To be called when the stream is attached, or given up. */
  joined(): void {
    this.#join.resolve()
  }
}

export interface PreparedAttach extends AttachAfterStart {
  /** Waits for a start. */
  readonly parked?: ParkedAttach
  /** The container's stream since its start. */
  readonly started?: UpgradedStream
  /** Resolves when the stream is to end because its container could not start. */
  readonly failed?: Promise<void>
  /** What the stream has to pass. */
  readonly steps?: readonly Transform[]
}

export class Parking {
  readonly #daemon: Daemon
  readonly #parked = new Set<ParkedAttach>()
  readonly #streams = new StartStreams()

  constructor(daemon: Daemon) {
    this.#daemon = daemon
  }

  /** Where only logs are asked for, the container runs already, or is none, an attach is like any other: `{}`. */
  async prepare({ call, plan }: PlannedCall, query: string): Promise<PreparedAttach> {
    if (plan.emulate !== 'attach-before-start' && plan.emulate !== 'attach-after-start') return {}
    const asked = new URLSearchParams(query)
    const client = new DaemonClient(this.#daemon, plan.target)
    const path = call.path.replace(/\/attach$/, '/json')
    const inspect = async () => (await client.call({ method: 'GET', path })).body
    const steps = tellsStartFailure(call.client, asked) ? [withStartFailure(inspect)] : []
    if (!isFlagSet(asked.get('stream'))) return { steps }
    const container = await inspect()
    if (!isJsonObject(container) || container.Id === undefined) return {}
    const held = this.#streams.take(String(container.Id), call.client, asked)
    const stream = held && (await held)
    if (stream) {
      const started = await joinStarted(client, container, asked, stream)
      return { started, failed: stream.failed, steps: [...onlyAsked(container, asked), ...steps] }
    }
    if (plan.emulate === 'attach-after-start' && hasStarted(container))
      return { ...attachAfterStart(container, asked), steps }
    if (isRunning(container)) return { steps }
    const parked = this.#park(client, container)
    return { parked, steps, ...(steps.length > 0 && { failed: parked.failed }) }
  }

  #park(client: DaemonClient, container: JsonObject): ParkedAttach {
    const parked = new ParkedAttach(String(container.Id))
    this.#parked.add(parked)
    this.#watch(client, parked)
    return parked
  }

  /** To be called when the stream is attached, or given up: nobody listens for its start any more. */
  leave(parked: ParkedAttach): void {
    this.#parked.delete(parked)
    parked.begin(parked.id)
    parked.joined()
  }

  /** Joins every stream that waits for the container; where none does, its client may attach afterwards. */
  async beforeStart({ id, legacyId, client, daemon }: Starting): Promise<() => void> {
    const waiting = [...this.#parked].filter(parked => parked.id === id || parked.id === legacyId)
    if (waiting.length === 0 && attachesAfterStart(client)) return this.#streams.hold(daemon, id, client)
    await Promise.all(waiting.map(parked => parked.begin(id)))
    return () => {
      for (const parked of waiting) parked.fail()
    }
  }

  /** Someone else may start the container. */
  async #watch(client: DaemonClient, parked: ParkedAttach): Promise<void> {
    const filters = JSON.stringify({ container: [parked.id], event: ['start'] })
    try {
      const events = await client.open({ method: 'GET', path: '/events', query: { filters } })
      events.once('data', () => parked.begin(parked.id))
      events.on('error', () => {})
      const { body } = await client.call({ method: 'GET', path: `/containers/${parked.id}/json` })
      if (isRunning(body)) parked.begin(parked.id)
      await parked.starts
      events.destroy()
    } catch {
      // Without the daemon nothing starts; the attach ends with its own connection.
    }
  }
}

/** Already before this one and still: its first run may be over. */
const hasStarted = (container: JsonObject): boolean =>
  isJsonObject(container.State) &&
  (container.State.Status !== 'created' || startFailure(container) !== undefined)

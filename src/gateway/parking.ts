/**
 * Attach before start: a CLI of 2013 to 2016 attaches to a container that does not run yet, and then starts it with a
 * HostConfig, which may make it a container with another id. What the client types until then stays in its socket; when
 * the container starts, whoever starts it, the stream is joined to the one that really does.
 */
import { isFlagSet } from '../api/flag.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { type AttachAfterStart, attachAfterStart } from './attach-after-start.ts'
import type { PlannedCall } from './planned-call.ts'

export class ParkedAttach {
  /** The container that was attached to. */
  readonly id: string
  /** Resolves with the id of the container that starts. */
  readonly starts: Promise<string>
  #begin: (id: string) => void = () => {}
  #joined: () => void = () => {}
  readonly #whenJoined: Promise<void>

  constructor(id: string) {
    this.id = id
    this.starts = new Promise(resolve => {
      this.#begin = resolve
    })
    this.#whenJoined = new Promise(resolve => {
      this.#joined = resolve
    })
  }

  /** Resolves when the client's stream is attached to `id`, so that the container may start. */
  begin(id: string): Promise<void> {
    this.#begin(id)
    return this.#whenJoined
  }

  /** To be called when the stream is attached, or given up. */
  joined(): void {
    this.#joined()
  }
}

export interface PreparedAttach extends AttachAfterStart {
  /** Waits for a start. */
  readonly parked?: ParkedAttach
}

export class Parking {
  readonly #daemon: Daemon
  readonly #parked = new Set<ParkedAttach>()

  constructor(daemon: Daemon) {
    this.#daemon = daemon
  }

  /** Where only logs are asked for, the container runs already, or is none, an attach is like any other: `{}`. */
  async prepare({ call, plan }: PlannedCall, query: string): Promise<PreparedAttach> {
    if (plan.emulate !== 'attach-before-start' && plan.emulate !== 'attach-after-start') return {}
    const asked = new URLSearchParams(query)
    if (!isFlagSet(asked.get('stream'))) return {}
    const client = new DaemonClient(this.#daemon, plan.target)
    const path = call.path.replace(/\/attach$/, '/json')
    const { status, body } = await client.call({ method: 'GET', path })
    if (status !== 200 || !isJsonObject(body)) return {}
    if (plan.emulate === 'attach-after-start' && hasStarted(body)) {
      return attachAfterStart(body, asked)
    }
    return isRunning(body) ? {} : { parked: this.#park(client, body) }
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

  /** Joins every stream that waits for the container, known as `legacyId`, which starts as `id`. */
  async beforeStart(id: string, legacyId: string): Promise<void> {
    const waiting = [...this.#parked].filter(parked => parked.id === id || parked.id === legacyId)
    await Promise.all(waiting.map(parked => parked.begin(id)))
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
  isJsonObject(container.State) && container.State.Status !== 'created'

const isRunning = (container: JsonValue): boolean =>
  isJsonObject(container) && isJsonObject(container.State) && container.State.Running === true

/**
 * One of the two ways to a daemon: straight to it, or through Longshore. A scenario is played once on each; what it
 * `ask`s goes that way at the version under test, what it `look`s at afterwards goes straight to the daemon at its newest
 * version, and both are compared. `tidy` is not.
 */
import http from 'node:http'
import type { ApiVersion } from '../../src/api/version.ts'
import { type Answer, call, type Head, hijack, type Request } from '../daemon/http.ts'
import { type BodyKind, joinFrames, readBody, type Tree } from './body.ts'
import { hear } from './hearing.ts'
import type { World } from './world/world.ts'

export interface Exchange {
  /** `ask POST /containers/create` */
  readonly what: string
  readonly answer: Tree
}

export interface SideOptions {
  readonly name: 'direct' | 'through'
  readonly version: ApiVersion
  /** Spoken where Longshore is not in between. */
  readonly newest: ApiVersion
  readonly world: World
  /** Socket that `ask` uses. */
  readonly socket: string
}

export interface Ask extends Request {
  readonly read?: BodyKind
  /** The path goes out as it is, without a version in front. */
  readonly unversioned?: boolean
}

export interface Conversation {
  /** Written once the answer's header block has come. */
  readonly send?: string | Buffer
  /** Half-close after sending. Default false. */
  readonly end?: boolean
  /** Break off as soon as this much has been heard. Default: the other side ends it. */
  readonly until?: (heard: Buffer) => boolean
  /** Runs once the header block has come: start the container that was attached to. */
  readonly meanwhile?: () => Promise<unknown>
}

/** A daemon answers within milliseconds (stats within 2 s), on a busy machine within seconds; what takes longer than this hangs. */
const PATIENCE_MS = 60_000

/** Fields that say nothing about the call. */
const UNCOMPARED_FIELDS: Readonly<Record<string, string>> = {
  date: 'the clock',
  connection: 'hop by hop (RFC 9110, 7.6.1); compared when the answer is an upgrade',
  'keep-alive': 'hop by hop',
  'transfer-encoding': 'framing; node:http would not have read a wrong one',
  'content-length':
    'framing; bodies are compared, lengths of bodies with normalised members cannot be; compared after HEAD',
}

/** Kept alive. Room for every version's statistics at a time, on both sides: each takes two seconds of waiting. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 })

export class Side {
  readonly name: 'direct' | 'through'
  readonly version: ApiVersion
  readonly world: World
  readonly exchanges: Exchange[] = []
  /** Values only this side has (ids of what it created) with the placeholder that both sides get. */
  readonly owned = new Map<string, string>()
  readonly #newest: ApiVersion
  readonly #socket: string
  readonly #cleanings: (() => Promise<unknown>)[] = []

  constructor(options: SideOptions) {
    this.name = options.name
    this.version = options.version
    this.world = options.world
    this.#newest = options.newest
    this.#socket = options.socket
  }

  async ask(request: Ask): Promise<Answer> {
    const path = this.#path(request)
    const answer = await patiently(path, signal => call(this.#socket, { ...request, path, signal }, agent))
    this.#record('ask', request, answer, readBody(answer.body, request.read ?? 'guess'))
    return answer
  }

  async look(request: Ask | string): Promise<Answer> {
    const asked = typeof request === 'string' ? { path: request } : request
    const answer = await this.tidy(asked)
    this.#record('look', asked, answer, readBody(answer.body, asked.read ?? 'guess'))
    return answer
  }

  /** Straight to the daemon at its newest version, without comparing: preparing and cleaning. */
  tidy(request: Request): Promise<Answer> {
    const path = `/v${this.#newest}${request.path}`
    return patiently(path, signal => call(this.world.daemon.socket, { ...request, path, signal }, agent))
  }

  /** Talks on a hijacked connection; everything heard is compared, adjacent frames of one stream joined. */
  async converse(request: Ask, conversation: Conversation = {}): Promise<void> {
    const path = this.#path(request)
    const { head, body } = await patiently(path, async signal => {
      const hijacked = await hijack(this.#socket, { ...request, path, signal })
      const heard = hear(hijacked, conversation.until)
      await conversation.meanwhile?.()
      if (conversation.send !== undefined) hijacked.socket.write(conversation.send)
      if (conversation.end) hijacked.socket.end()
      const body = await heard
      hijacked.socket.destroy()
      return { head: hijacked, body }
    })
    this.#record(
      'ask',
      { method: 'POST', ...request },
      head,
      joinFrames(readBody(body, request.read ?? 'guess')),
    )
  }

  /** Runs after the scenario, last one first, whatever became of it. */
  later(cleaning: () => Promise<unknown>): void {
    this.#cleanings.unshift(cleaning)
  }

  async clean(): Promise<void> {
    for (const cleaning of this.#cleanings) await cleaning()
  }

  own(value: string | undefined, placeholder: string): void {
    if (value) this.owned.set(value, `<${placeholder}>`)
    if (value && /^[0-9a-f]{64}$/.test(value)) this.owned.set(value.slice(0, 12), `<${placeholder}, short>`)
  }

  fail(error: unknown): void {
    this.exchanges.push({ what: 'failure', answer: String(error) })
  }

  #path(request: Ask): string {
    return request.unversioned ? request.path : `/v${this.version}${request.path}`
  }

  #record(kind: string, request: Ask, head: Head, body: Tree): void {
    const fields = head.headers
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(
        ([name]) =>
          !(name in UNCOMPARED_FIELDS) ||
          (name === 'connection' && head.status === 101) ||
          (name === 'content-length' && request.method === 'HEAD'),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const headers: Record<string, Tree> = {}
    for (const [name, value] of fields) headers[name] = name in headers ? `${headers[name]}, ${value}` : value
    this.exchanges.push({
      what: `${kind} ${request.method ?? 'GET'} ${request.path.split('?')[0]}`,
      answer: { status: String(head.status), headers, body },
    })
  }
}

/** Breaks a call off that hangs, and says which it was. */
async function patiently<T>(path: string, calling: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const result = await calling(patience.signal)
    patience.signal.throwIfAborted()
    return result
  } catch (error) {
    throw patience.signal.aborted ? new Error(`${path} is not over after ${PATIENCE_MS} ms`) : error
  } finally {
    clearTimeout(timer)
  }
}

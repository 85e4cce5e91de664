/**
 * The daemon behind the proxy: how to dial it, and which versions of the API it speaks. Its facts come from
 * `GET /version`, read once and read again after the daemon was away, so that an upgraded daemon is noticed.
 */
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { type ApiVersion, parseApiVersion } from '../api/version.ts'
import { type Address, formatAddress } from './address.ts'
import { DaemonUnavailableError } from './daemon-unavailable.ts'

/** A daemon that accepts the connection but does not answer `GET /version` in this time counts as absent (milliseconds). */
const VERSION_TIMEOUT_MS = 10_000
/** Largest answer to `GET /version` in bytes; a real one has about 1 KiB. */
const VERSION_LIMIT_BYTES = 1024 * 1024
/** Idle connections kept to the daemon: enough for a burst of clients, few enough not to matter to the daemon. */
const IDLE_CONNECTIONS = 64

/** Go's server demands a Host it can parse; old CLIs send a socket path there, so every upstream request carries this one. */
export const UPSTREAM_HOST = 'docker'

/**
 * Docker 29 may answer before it has read an archive (`EnableFullDuplex`), and then Go's server panics over the next call on
 * that connection. To be said of calls that sent one when the answer comes: the daemon must not know of it, because where
 * it is to close a connection after its answer, it does so with the rest of the archive unread.
 */
export function lastOnConnection(request: http.ClientRequest): void {
  request.shouldKeepAlive = false
}

export interface DaemonFacts {
  /** Newest and oldest version the daemon accepts. */
  readonly newest: ApiVersion
  readonly oldest: ApiVersion
  /** `28.5.2+dfsg4` */
  readonly release: string
  /** `linux` */
  readonly os: string
  /** `true` or `false`, as its answers say. */
  readonly experimental: string
}

interface DaemonReply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface TlsMaterial {
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

export class Daemon {
  readonly address: Address
  readonly agent: http.Agent
  readonly #tls: TlsMaterial | undefined
  readonly #idle = new WeakSet<net.Socket>()
  #facts: DaemonFacts | undefined
  #reading: Promise<DaemonFacts> | undefined

  constructor(address: Address, tlsMaterial?: TlsMaterial) {
    this.address = address
    this.#tls = tlsMaterial
    const Agent = this.isTls ? https.Agent : http.Agent
    this.agent = new Agent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS, ...tlsMaterial })
    this.agent.on('free', (socket: net.Socket) => this.#watchIdle(socket))
  }

  get isTls(): boolean {
    return this.#tls !== undefined
  }

  /** `unix:///var/run/docker.sock`, for messages. */
  get name(): string {
    return formatAddress(this.address)
  }

  /** Where a request goes, in the form `node:http` and `http-proxy` take. */
  get target(): { socketPath: string } | { host: string; port: number; protocol: string } {
    return this.address.kind === 'unix'
      ? { socketPath: this.address.path }
      : { host: this.address.host, port: this.address.port, protocol: this.isTls ? 'https:' : 'http:' }
  }

  get tls(): TlsMaterial {
    return this.#tls ?? {}
  }

  /** What the daemon last said of itself, if it is still connected as far as anyone noticed. */
  get knownFacts(): DaemonFacts | undefined {
    return this.#facts
  }

  /** Throws `DaemonUnavailableError`. */
  async facts(): Promise<DaemonFacts> {
    if (this.#facts) return this.#facts
    this.#reading ??= this.#readFacts().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** To be called when a connection failed: the daemon that comes back may be another release. */
  forget(): void {
    this.#facts = undefined
  }

  /** A connection of its own that keeps its write side open after the daemon closed its own, for hijacks. */
  dial(): net.Socket {
    const { address } = this
    if (address.kind === 'unix') return net.connect({ path: address.path, allowHalfOpen: true })
    const socket = { host: address.host, port: address.port, allowHalfOpen: true, noDelay: true }
    return this.isTls
      ? tls.connect({ ...socket, servername: serverName(address.host), ...this.#tls })
      : net.connect(socket)
  }

  /** One small call outside the proxy's traffic. Throws `DaemonUnavailableError` when it cannot be made. */
  async get(path: string, limitBytes: number): Promise<DaemonReply> {
    const transport = this.isTls ? https : http
    return new Promise((resolve, reject) => {
      const fail = (reason: Error) => reject(new DaemonUnavailableError(this.name, reason))
      const request = transport.get(
        {
          ...this.target,
          path,
          agent: this.agent,
          headers: { host: UPSTREAM_HOST },
          timeout: VERSION_TIMEOUT_MS,
        },
        response => {
          const chunks: Buffer[] = []
          let size = 0
          response.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size > limitBytes)
              request.destroy(new Error(`its answer to ${path} is larger than ${limitBytes} bytes`))
            else chunks.push(chunk)
          })
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          )
          response.on('error', fail)
        },
      )
      request.on('timeout', () =>
        request.destroy(new Error(`no answer to ${path} in ${VERSION_TIMEOUT_MS / 1000} s`)),
      )
      request.on('error', fail)
    })
  }

  close(): void {
    this.agent.destroy()
  }

  async #readFacts(): Promise<DaemonFacts> {
    this.#facts = parseFacts(await this.get('/version', VERSION_LIMIT_BYTES), this.name)
    return this.#facts
  }

  /** An idle connection that closes is how a daemon that stops shows first. */
  #watchIdle(socket: net.Socket): void {
    if (!this.#idle.has(socket)) {
      this.#idle.add(socket)
      socket.once('close', () => {
        if ((socket as { _httpMessage?: unknown })._httpMessage == null) this.forget()
      })
    }
  }
}

function parseFacts({ status, headers, body }: DaemonReply, name: string): DaemonFacts {
  const answer = status === 200 ? (parseObject(body) ?? {}) : {}
  const newest = parseApiVersion(String(answer.ApiVersion))
  if (newest === undefined) {
    throw new DaemonUnavailableError(
      name,
      new Error(`what listens there answers GET /version with ${status} and no ApiVersion`),
    )
  }
  return {
    newest,
    // Before API 1.25 a daemon named no minimum; those daemons served every version from 1.0 or 1.12 on.
    oldest: parseApiVersion(String(answer.MinAPIVersion)) ?? '1.12',
    release: String(answer.Version ?? ''),
    os: String(answer.Os ?? 'linux'),
    experimental: String(headers['docker-experimental'] ?? 'false'),
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** TLS names a host only by name: SNI must not carry an address (RFC 6066 section 3). */
const serverName = (host: string): string => (net.isIP(host) ? '' : host)

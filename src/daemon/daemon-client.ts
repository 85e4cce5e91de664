/** A small client of the current API, for calls that Longshore makes itself. */
import http, { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import https from 'node:https'
import type { Duplex, Readable } from 'node:stream'
import type { ApiVersion } from '../api/version.ts'
import { decodeJson, encodeJson, type JsonValue } from '../translate/json.ts'
import { type Daemon, lastOnConnection, UPSTREAM_HOST } from './daemon.ts'
import { DaemonUnavailableError } from './daemon-unavailable.ts'

/** Largest answer that is read whole (bytes): an inspect or a list of one machine's containers. */
const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024

export interface DaemonRequest {
  readonly method: string
  /** Without version and query, already escaped. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>> | URLSearchParams
  readonly json?: JsonValue
  /** A body of any kind, sent as it comes. */
  readonly upload?: Readable
  readonly headers?: OutgoingHttpHeaders
  /** The same as its client would say it, where what is sent holds what only Longshore knows: policies judge this. */
  readonly asKnown?: Pick<DaemonRequest, 'query' | 'json'>
}

export interface DaemonAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: JsonValue
  /** What an error says. */
  readonly message: string
}

/** A call whose connection has become a stream. */
export interface UpgradedStream {
  readonly response: IncomingMessage
  readonly socket: Duplex
}

export class DaemonClient {
  readonly #daemon: Daemon
  readonly #version: ApiVersion

  constructor(daemon: Daemon, version: ApiVersion) {
    this.#daemon = daemon
    this.#version = version
  }

  /** Path and query as they are sent. */
  targetOf({ path, query = {} }: DaemonRequest): string {
    const search = new URLSearchParams(query).toString()
    return `/v${this.#version}${path}${search === '' ? '' : `?${search}`}`
  }

  /** The answer, its body still to be read. Throws `DaemonUnavailableError`, and the upload's own error. */
  open(asked: DaemonRequest): Promise<IncomingMessage> {
    const { method, json, upload, headers = {} } = asked
    const body = json === undefined ? undefined : encodeJson(json, true)
    return new Promise((resolve, reject) => {
      const request = (this.#daemon.isTls ? https : http).request(
        {
          ...this.#daemon.target,
          ...this.#daemon.tls,
          agent: this.#daemon.agent,
          method,
          path: this.targetOf(asked),
          headers: {
            host: UPSTREAM_HOST,
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
            // An empty body must be counted: several routes refuse an empty chunked one.
            ...(method !== 'GET' && !upload && { 'content-length': Buffer.byteLength(body ?? '') }),
          },
        },
        resolve,
      )
      let broken: Error | undefined
      request.on('error', error => {
        if (broken === undefined) this.#daemon.forget()
        reject(broken ?? new DaemonUnavailableError(this.#daemon.name, error))
      })
      if (upload === undefined) {
        request.end(body)
        return
      }
      request.once('response', () => lastOnConnection(request))
      const breakOff = (error: Error): void => {
        broken = error
        request.destroy(error)
      }
      if (upload.errored) breakOff(upload.errored)
      upload.once('error', breakOff)
      upload.pipe(request)
    })
  }

  /** A call without a body that hijacks its connection; undefined when the daemon refuses. Throws `DaemonUnavailableError`. */
  upgrade(asked: DaemonRequest): Promise<UpgradedStream | undefined> {
    return new Promise((resolve, reject) => {
      const request = (this.#daemon.isTls ? https : http).request({
        method: asked.method,
        path: this.targetOf(asked),
        headers: { host: UPSTREAM_HOST, connection: 'Upgrade', upgrade: 'tcp', 'content-length': 0 },
        createConnection: () => this.#daemon.dial(),
      })
      request.once('upgrade', (response, socket, head) => {
        if (head.length > 0) socket.unshift(head)
        resolve({ response, socket })
      })
      request.once('response', () => {
        request.destroy()
        resolve(undefined)
      })
      request.once('error', reason => reject(new DaemonUnavailableError(this.#daemon.name, reason)))
      request.end()
    })
  }

  /** The answer, read to its end. Throws `DaemonUnavailableError`. */
  async call(request: DaemonRequest): Promise<DaemonAnswer> {
    return readAnswer(await this.open(request))
  }
}

/** Reads an answer to its end. A body that is no JSON is null. */
export async function readAnswer(answer: IncomingMessage): Promise<DaemonAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > ANSWER_LIMIT_BYTES)
      throw new RangeError(`the daemon's answer is larger than ${ANSWER_LIMIT_BYTES} bytes`)
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  const body = readJson(text)
  const message =
    typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : text.trim()
  return { status: answer.statusCode ?? 0, headers: answer.headers, body, message }
}

function readJson(text: string): JsonValue {
  try {
    return decodeJson(text).value
  } catch {
    return null
  }
}

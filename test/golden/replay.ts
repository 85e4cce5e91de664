/** The recorded script, played again call by call on connections of their own. */
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { ApiVersion } from '../../src/api/version.ts'
import { call } from '../daemon/http.ts'
import { busyboxTar } from '../daemon/image.ts'
import { type TarEntry, tar } from '../daemon/tar.ts'
import { until } from '../support/until.ts'

/** One call of the script. Its body is given in one of several ways. */
export interface Step {
  readonly slug: string
  readonly method: string
  /** `{v}` is the version, `{create-ok}` the id that the answer to `create-ok` gave, `{create-ok:12}` the first digits of it. */
  readonly path: string
  readonly http?: '1.0'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly tar?: readonly TarEntry[]
  readonly gzip?: true
  /** base64 of the gzipped bytes. */
  readonly zipped?: string
  /** The busybox archive of this machine. */
  readonly image?: true
  /** What is sent on the open connection afterwards. */
  readonly later?: readonly { readonly text?: string; readonly end?: true }[]
}

export interface Replayed {
  /** 0: no answer came. */
  readonly status: number
  readonly type: string | undefined
  readonly framing: 'content-length' | 'chunked' | 'close'
  readonly body: Buffer
  /** The connection was still open when the script was through. */
  readonly isOpen: boolean
}

/** How long an ordinary answer may take on a busy machine, and how long the script goes on hearing one that may have no end (milliseconds). */
const PATIENCE_MS = 60_000
const STREAM_PAUSE_MS = 250
const INPUT_PAUSE_MS = 150

/** Calls that wait for a container to end, by the call that created it. */
const AFTER_THE_END: Readonly<Record<string, string>> = { 'rm-ev': 'create-ev' }

const STREAMS = /\/events\b|\/attach\b.*stream=1|follow=1|\/attach\?logs=x/
/** Where the recorded daemon found files. */
const RECORDED_SERVER = '127.0.0.1:8999'
const PLACE = /\{((?:create|commit)[\w-]*|busybox)(:12)?\}/g

export const script: readonly Step[] = readFileSync(new URL('script.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Step)

export async function replayScript(
  socket: string,
  version: ApiVersion,
  fileServer: string,
  isSkipped: (step: Step) => boolean = () => false,
): Promise<Map<string, Replayed>> {
  const exchanges = new Map<string, Exchange>()
  const began = seconds()
  let middle = began
  const idOf = (slug: string): string => {
    const text =
      exchanges
        .get(slug === 'busybox' ? 'image-inspect' : slug)
        ?.answer()
        .body.toString() ?? ''
    return /"id": ?"(?:sha256:)?([0-9a-f]{12,64})"/i.exec(text)?.[1] ?? 'noid'
  }
  const filled = (text: string): string =>
    text
      .replaceAll(RECORDED_SERVER, fileServer)
      .replace(PLACE, (_, slug: string, short?: string) => idOf(slug).slice(0, short ? 12 : undefined))
  for (const step of script) {
    if (isSkipped(step)) continue
    if (step.slug === 'create-long') middle = seconds()
    const path = filled(step.path)
      .replace('{v}', `/v${version}`)
      .replace('{start}', String(began))
      .replace('{middle}', String(middle))
      .replace('{future}', String(seconds() + 1000))
      .replace('{now}', String(seconds()))
    const ending = AFTER_THE_END[step.slug]
    if (ending !== undefined) await ended(socket, version, idOf(ending))
    const exchange = new Exchange(socket, step, path, bodyOf(step, filled))
    exchanges.set(step.slug, exchange)
    const isStream = STREAMS.test(path) || step.later !== undefined
    if (isStream) await exchange.begun(PATIENCE_MS)
    await exchange.settled(isStream ? STREAM_PAUSE_MS : PATIENCE_MS)
    if (step.later !== undefined) exchange.goOn(step.later)
  }
  await sleep(STREAM_PAUSE_MS)
  return new Map([...exchanges].map(([slug, exchange]) => [slug, exchange.close()]))
}

function ended(socket: string, version: ApiVersion, id: string): Promise<void> {
  return until(async () => {
    const shown = await call(socket, { path: `/v${version}/containers/${id}/json` })
    return !shown.json<{ State: { Running: boolean } }>().State.Running
  })
}

const chunked = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])

const seconds = (): number => Math.floor(Date.now() / 1000)

function bodyOf(step: Step, filled: (text: string) => string): Buffer | undefined {
  if (step.image) return step.headers?.['Transfer-Encoding'] ? chunked(busyboxTar()) : busyboxTar()
  if (step.zipped) return gunzipSync(Buffer.from(step.zipped, 'base64'))
  if (step.tar) return step.gzip ? gzipSync(tar(step.tar)) : tar(step.tar)
  return step.body === undefined ? undefined : Buffer.from(filled(step.body))
}

class Exchange {
  readonly #socket: net.Socket
  readonly #isHead: boolean
  #received: Buffer = Buffer.alloc(0)
  #ended = false
  #wake: () => void = () => {}

  constructor(socket: string, step: Step, path: string, body: Buffer | undefined) {
    this.#isHead = step.method === 'HEAD'
    this.#socket = net.connect({ path: socket, allowHalfOpen: true })
    this.#socket.on('data', chunk => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    for (const event of ['end', 'error', 'close'])
      this.#socket.on(event, () => {
        this.#ended = true
        this.#wake()
      })
    const headers = { Host: 'docker', ...step.headers }
    const isFramed = 'Transfer-Encoding' in headers || step.later !== undefined
    const length = isFramed || step.method === 'GET' ? {} : { 'Content-Length': String(body?.length ?? 0) }
    const fields = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket.write(`${step.method} ${path} HTTP/${step.http ?? '1.1'}\r\n${fields.join('')}\r\n`)
    if (body !== undefined) this.#socket.write(body)
  }

  /** Its head is there. */
  begun(patience: number): Promise<void> {
    return this.#until(() => this.#ended || this.#received.includes('\r\n\r\n'), patience)
  }

  settled(patience: number): Promise<void> {
    return this.#until(() => this.#isComplete(), patience)
  }

  async #until(isSo: () => boolean, patience: number): Promise<void> {
    const deadline = Date.now() + patience
    while (!isSo() && Date.now() < deadline)
      await Promise.race([
        new Promise<void>(resolve => {
          this.#wake = resolve
        }),
        sleep(deadline - Date.now()),
      ])
  }

  goOn(later: NonNullable<Step['later']>): void {
    void (async () => {
      for (const { text, end } of later) {
        await sleep(INPUT_PAUSE_MS)
        if (text !== undefined) this.#socket.write(text)
        if (end) this.#socket.end()
      }
    })()
  }

  close(): Replayed {
    const answer = this.answer()
    this.#socket.destroy()
    return answer
  }

  answer(): Replayed {
    const end = this.#received.indexOf('\r\n\r\n')
    const head = end === -1 ? '' : this.#received.toString('latin1', 0, end)
    const raw = end === -1 ? Buffer.alloc(0) : this.#received.subarray(end + 4)
    const framing = this.#framing(head)
    return {
      status: Number(head.split(' ')[1] ?? 0),
      type: /^content-type: *([^;\r]*)/im.exec(head)?.[1],
      framing,
      body: framing === 'chunked' ? unchunked(raw) : raw,
      isOpen: !this.#isComplete(),
    }
  }

  #framing(head: string): Replayed['framing'] {
    if (/^transfer-encoding: *chunked/im.test(head)) return 'chunked'
    const isBodiless = this.#isHead || /^HTTP\S+ (?:204|304)/.test(head)
    return isBodiless || /^content-length:/im.test(head) ? 'content-length' : 'close'
  }

  #isComplete(): boolean {
    if (this.#ended) return true
    const end = this.#received.indexOf('\r\n\r\n')
    if (end === -1) return false
    const head = this.#received.toString('latin1', 0, end)
    const body = this.#received.subarray(end + 4)
    const framing = this.#framing(head)
    if (framing === 'chunked') return body.includes('0\r\n\r\n') && endsChunks(body)
    if (framing === 'close') return false
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    return this.#isHead || body.length >= length
  }
}

function* chunks(body: Buffer): Generator<Buffer> {
  let at = 0
  while (at < body.length) {
    const line = body.indexOf('\r\n', at)
    if (line === -1) return
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    yield body.subarray(line + 2, line + 2 + size)
    if (size === 0) return
    at = line + 2 + size + 2
  }
}

const unchunked = (body: Buffer): Buffer => Buffer.concat([...chunks(body)])
const endsChunks = (body: Buffer): boolean => [...chunks(body)].at(-1)?.length === 0

/**
 * `POST /images/{name}/insert` (API 1.0 to 1.11; moby `server.go` at v0.3.4, ImageInsert): a file from a URL becomes a layer
 * of its own on an image. The daemon's builder fetches it, so that nothing is to be reached through Longshore that a build
 * could not reach, and leaves nothing behind when it fails.
 */
import { posix } from 'node:path'
import { Readable } from 'node:stream'
import type { Call } from '../api/call.ts'
import { isOlder } from '../api/version.ts'
import { type DaemonClient, readAnswer } from '../daemon/daemon-client.ts'
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { readMessages } from '../translate/json-stream.ts'
import { encodeArchive } from '../translate/tar-addition.ts'
import { EmulatedAnswer, type Emulation, madeAnswer } from './emulation.ts'

/** Far more than the builder says at once (bytes). */
const MESSAGE_LIMIT_BYTES = 1024 * 1024

export const imageInsert: Emulation = async ({ call, daemon, query }) => {
  const url = httpUrl(query.get('url') ?? '')
  const path = query.get('path') ?? ''
  if (path === '') throw new EmulatedAnswer(500, 'path is missing: where in the image the file is to be')
  const image = await imageId(daemon, call, call.params.name ?? '')
  const messages = insertMessages(build(daemon, `FROM ${image}\n${addition(url, path)}\n`), built =>
    imageId(daemon, call, built),
  )
  // What fails before anything has been downloaded is an HTTP error, as it was.
  const first = await messages.next()
  return madeAnswer('application/json', lines(first, messages))
}

const BUILT = /^Successfully built ([0-9a-f]{12})\n/

const line = (message: JsonObject): string => `${encodeJson(message, true)}\r\n`

async function* lines(
  first: IteratorResult<JsonObject>,
  rest: AsyncGenerator<JsonObject>,
): AsyncGenerator<string> {
  if (!first.done) yield line(first.value)
  try {
    for await (const message of rest) yield line(message)
  } catch (error) {
    const { message } = error as Error
    yield line({ errorDetail: { message }, error: message })
  }
}

/** What is told of a build as of an insert: the download, and the ID. Throws `EmulatedAnswer` with what went wrong. */
async function* insertMessages(
  built: AsyncIterable<JsonValue>,
  idOf: (image: string) => Promise<string>,
): AsyncGenerator<JsonObject> {
  let id: string | undefined
  let short: string | undefined
  for await (const message of built) {
    if (!isJsonObject(message)) continue
    if (message.error !== undefined) throw new EmulatedAnswer(500, String(message.error))
    if (message.progressDetail !== undefined) yield message
    if (isJsonObject(message.aux) && typeof message.aux.ID === 'string') id = message.aux.ID
    short = BUILT.exec(String(message.stream))?.[1] ?? short
  }
  // Spoken to below API 1.30, daemons tell the ID to people only.
  if (id === undefined && short !== undefined) id = await idOf(short)
  if (id === undefined) throw new EmulatedAnswer(500, 'the daemon broke off the build of the image')
  yield { status: id.replace(/^sha256:/, '') }
}

async function* build(daemon: DaemonClient, dockerfile: string): AsyncGenerator<JsonValue> {
  const answer = await daemon.open({
    method: 'POST',
    path: '/build',
    query: { rm: '1', forcerm: '1', nocache: '1' },
    upload: Readable.from([encodeArchive([{ name: 'Dockerfile', content: Buffer.from(dockerfile) }])]),
    headers: { 'content-type': 'application/x-tar' },
  })
  if (answer.statusCode === 200) yield* readMessages(answer, MESSAGE_LIMIT_BYTES)
  else throw new EmulatedAnswer(500, (await readAnswer(answer)).message)
}

/** The image must be there: the builder would pull it. */
async function imageId(daemon: DaemonClient, call: Call, name: string): Promise<string> {
  const { status, body, message } = await daemon.call({
    method: 'GET',
    path: `/images/${encodeURIComponent(name)}/json`,
  })
  if (status === 200) return String((body as JsonObject).Id)
  if (status !== 404) throw new EmulatedAnswer(500, message)
  throw isOlder(call.client, '1.8')
    ? new EmulatedAnswer(500, `Image does not exist: ${name}`)
    : new EmulatedAnswer(404, `No such image: ${name}`)
}

/** Throws in Go's words (net/http) for what is no address of the web. */
function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const scheme = url?.protocol.slice(0, -1) ?? ''
  if (scheme !== 'http' && scheme !== 'https')
    throw new EmulatedAnswer(500, `Get ${text}: unsupported protocol scheme "${scheme}"`)
  return url!.href
}

/** The builder reads quotes, backslashes and variables in either part. */
const addition = (url: string, path: string): string =>
  `ADD ${JSON.stringify([url, posix.resolve('/', path)].map(part => part.replace(/[\\$'"]/g, '\\$&')))}`

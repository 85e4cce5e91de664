/** What a daemon of today answers through Longshore has the shape of what a daemon of the client's own time answered. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import type { JsonValue } from '../../src/translate/json.ts'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import type { Answer } from '../daemon/http.ts'
import { startProxy } from '../support/proxy.ts'
import { replay } from './scenario.ts'
import { differences } from './shape.ts'

interface Recorded {
  readonly status: number
  readonly contentType?: string
  readonly body?: JsonValue
}

interface Recording {
  readonly docker: string
  readonly api: ApiVersion
  readonly answers: Readonly<Record<string, Recorded>>
}

interface Staying {
  readonly call: string
  /** A difference, or what several begin with. */
  readonly difference: string
  readonly reason: string
}

const BOTH: readonly Staying[] = [
  {
    call: 'logs-ts',
    difference: 'content type: application/octet-stream',
    reason: 'Docker 23 began to name the type of a log; no client of that time looks at it.',
  },
  {
    call: 'events-since',
    difference: '[].id: 64 hex digits, now text',
    reason: 'Since docker 1.7 a new tag is an event, known by the name that was given.',
  },
]

/** Every one of them has to occur. */
const STAYING: Readonly<Record<string, readonly Staying[]>> = {
  '1.0.1': BOTH,
  '1.6.2': [
    ...BOTH,
    {
      call: 'x-exec-inspect-running-tty0',
      difference: 'Container.',
      reason: 'The answer holds the container of the exec, which takes a call of its own.',
    },
  ],
}

for (const docker of ['1.0.1', '1.6.2']) {
  t.test(`answers as docker ${docker}`, { skip: daemonsUnavailable() }, async t => {
    const recording = JSON.parse(
      readFileSync(new URL(`docker-${docker}.json`, import.meta.url), 'utf8'),
    ) as Recording
    const daemon = await startDaemon({
      release: '28',
      network: true,
      env: { DOCKER_MIN_API_VERSION: '1.44' },
    })
    t.teardown(() => daemon.stop())
    const longshore = await startProxy(daemon.socket)
    t.teardown(() => longshore.stop())
    const answers = await replay(longshore.socket, recording.api)
    for (const [name, recorded] of Object.entries(recording.answers)) {
      const answer = answers.get(name)
      if (answer === undefined) continue
      const staying = STAYING[docker]!.filter(({ call }) => call === name)
      const found = compare(recorded, answer)
      const isStaying = (line: string) => staying.some(({ difference }) => line.startsWith(difference))
      t.strictSame(
        found.filter(line => !isStaying(line)),
        [],
        name,
      )
      for (const { difference, reason } of staying)
        t.ok(
          found.some(line => line.startsWith(difference)),
          reason,
        )
    }
  })
}

function compare(recorded: Recorded, answer: Answer): string[] {
  const status = recorded.status === answer.status ? [] : [`status: ${recorded.status}, now ${answer.status}`]
  // An error that became another, or an empty answer, has no body to compare.
  if (status.length > 0 || recorded.body === undefined) return status
  const was = mediaType(recorded.contentType)
  const is = mediaType(answer.header('content-type'))
  const type = was === is ? [] : [`content type: ${was}, now ${is}`]
  return [...type, ...(recorded.status < 400 ? differences(recorded.body, bodyOf(recorded, answer)) : [])]
}

const mediaType = (text: string | undefined): string => text?.split(';')[0] ?? 'none'

/** In the form of the recording: the frames of a log, the list of a stream's messages, or the value itself. */
function bodyOf(recorded: Recorded, answer: Answer): JsonValue {
  if (mediaType(recorded.contentType) !== 'application/json') return framesOf(answer.body)
  const text = answer.text()
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
      .split(/\r?\n/)
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as JsonValue)
  }
}

const FRAME_HEADER_BYTES = 8

function framesOf(bytes: Buffer): JsonValue[] {
  const frames: JsonValue[] = []
  let at = 0
  while (at < bytes.length) {
    const end = at + FRAME_HEADER_BYTES + bytes.readUInt32BE(at + 4)
    frames.push({ stream: bytes[at]!, text: bytes.toString('utf8', at + FRAME_HEADER_BYTES, end) })
    at = end
  }
  return frames
}

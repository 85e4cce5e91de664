/**
 * What docker 29 answered, after the steps that Longshore would make of it for a client, has the shape of what docker
 * 28.5.2 itself answers to that client; and what 29 refused to decode is what it accepts after them.
 */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { rules } from '../../rules/index.ts'
import type { Operation } from '../../src/api/operation.ts'
import { findOperation } from '../../src/api/operations.ts'
import type { ApiVersion } from '../../src/api/version.ts'
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { createTranslator, type Plan } from '../../src/translate/plan.ts'
import { type Daemon, daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { type Answer, call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { contextFor } from '../rules/steps.ts'
import { replayToday } from './engine-29-scenario.ts'
import { differences } from './shape.ts'

/** Four daemons play the calls one after the other, and busy machines are slow (milliseconds). */
t.setTimeout(900_000)

interface Recorded {
  readonly api: ApiVersion
  readonly name: string
  /** Method and path, without version and query. */
  readonly call: string
  readonly status: number
  readonly contentType?: string
  readonly body?: JsonValue
}

/** An error answer, with the body of the request. */
interface Refusal extends Omit<Recorded, 'body'> {
  readonly isRefused: true
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly message: string
}

/** Clients, with the versions at which 29 was spoken to for them: its minimum, and those it may be pinned to. */
const CLIENTS: readonly (readonly [client: ApiVersion, targets: readonly ApiVersion[]])[] = [
  ['1.24', ['1.44', '1.51', '1.55']],
  ['1.40', ['1.44', '1.55']],
  ['1.44', ['1.44', '1.55']],
  ['1.51', ['1.51', '1.55']],
]

interface Staying {
  readonly call: RegExp
  /** What a difference begins with. */
  readonly difference: string
  readonly reason: string
}

/** Every one of them has to occur. */
const STAYING: readonly Staying[] = [
  {
    call: /^version$/,
    difference: 'GitCommit: ',
    reason: 'The engine that was recorded is made from source, the other one comes from Debian.',
  },
  {
    call: /inspect/,
    difference: 'GraphDriver.Data.',
    reason: 'The engine that was recorded keeps its layers with vfs, the other one with overlay2.',
  },
  {
    call: /^info-end$/,
    difference: 'DriverStatus: ',
    reason: 'As above: vfs has no status.',
  },
  {
    call: /^info-end$/,
    difference: 'KernelMemoryTCP: ',
    reason: 'Docker 28 tells it where the host has it; docker 29 can limit it nowhere.',
  },
  {
    call: /^x-volumes-list$/,
    difference: 'Volumes[].Name: text, now 64 hex digits',
    reason:
      'No volume of docker 28 is like it: v1.42-volume-anonymous-label takes the label of such a volume away.',
  },
]

const lines = readFileSync(new URL('docker-29.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const recorded = lines.map(line => JSON.parse(line) as Recorded | Refusal)
const isRefused = (one: Recorded | Refusal): one is Refusal => 'isRefused' in one
const answers = recorded.filter(one => !isRefused(one)) as readonly Recorded[]

const translator = createTranslator(rules)

const planFor = (operation: Operation, client: ApiVersion, target: ApiVersion): Plan =>
  translator.planFor({ operation, client, target, newest: '1.55', release: '29.7.2' })

t.test('docker 29 for clients of docker 28', { skip: daemonsUnavailable() }, async t => {
  const occurred = new Set<Staying>()
  for (const [client, targets] of CLIENTS) {
    const daemon = await startDaemon({ release: '28', network: true, args: ['--iptables=false'] })
    const live = await replayToday(daemon.socket, client)
    await daemon.stop()
    for (const target of targets)
      await t.test(`a client of ${client}, 29 spoken to at ${target}`, async t => {
        for (const one of answers.filter(({ api }) => api === target)) {
          const found = compare(live.get(one.name)!, translated(one, client))
          const known = (line: string) =>
            STAYING.find(({ call, difference }) => call.test(one.name) && line.startsWith(difference))
          for (const line of found) {
            const staying = known(line)
            if (staying) occurred.add(staying)
          }
          t.strictSame(
            found.filter(line => !known(line)),
            [],
            one.name,
          )
        }
      })
  }
  for (const staying of STAYING) t.ok(occurred.has(staying), staying.reason)
})

/** The recorded answer after the response steps of the plan. */
function translated(recorded: Recorded, client: ApiVersion): Recorded {
  const { operation, params } = operationOf(recorded.call)
  const plan = planFor(operation, client, recorded.api)
  const context = { ...contextFor(client, plan.target), operation: operation.name, params }
  const { status, contentType, body } = recorded
  if (status >= 400) return { ...recorded, ...plan.error?.({ status, message: messageOf(body) }, context) }
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  const type = plan.responseHeaders?.(headers, context)['content-type'] ?? contentType
  return {
    ...recorded,
    ...(type !== undefined && { contentType: String(type) }),
    status: plan.status?.(status, context) ?? status,
    ...(body !== undefined && { body: bodyAfter(plan, operation, body, context) }),
  }
}

function bodyAfter(
  plan: Plan,
  operation: Operation,
  body: JsonValue,
  context: Parameters<NonNullable<Plan['response']>>[1],
): JsonValue {
  if (operation.response !== 'json-stream') return plan.response?.(body, context) ?? body
  const { message } = plan
  if (message === undefined) return body
  return Array.isArray(body)
    ? (body as readonly JsonValue[]).flatMap(value => message(value, context) ?? [])
    : (message(body, context) ?? null)
}

function compare(today: Answer, answer: Recorded): string[] {
  if (today.status !== answer.status) return [`status: ${today.status}, with 29 ${answer.status}`]
  if (answer.body === undefined || answer.status >= 400) return []
  const [was, is] = [mediaType(today.header('content-type')), mediaType(answer.contentType)]
  const type = was === is ? [] : [`content type: ${was}, with 29 ${is}`]
  return [...type, ...differences(bodyOf(today), answer.body)]
}

const mediaType = (text: string | undefined): string => text?.split(';')[0] ?? 'none'

/** A value, or the values of a stream. */
function bodyOf(answer: Answer): JsonValue {
  const lines = answer
    .text()
    .split('\n')
    .filter(line => line !== '')
  const values = lines.map(line => JSON.parse(line) as JsonValue)
  return answer.header('content-type')?.startsWith('application/json') && values.length === 1
    ? withVolumesInOrder(values[0]!)
    : values
}

/** Which of several is the most like another one must not depend on the Go map that they are listed from. */
function withVolumesInOrder(body: JsonValue): JsonValue {
  if (!isJsonObject(body) || !Array.isArray(body.Volumes)) return body
  const nameOf = (volume: JsonValue) => (isJsonObject(volume) ? String(volume.Name) : '')
  const lastFirst = (one: JsonValue, other: JsonValue) => (nameOf(one) > nameOf(other) ? -1 : 1)
  return { ...body, Volumes: [...(body.Volumes as readonly JsonValue[])].sort(lastFirst) }
}

function operationOf(text: string) {
  const [method = '', path = ''] = text.split(' ')
  return findOperation(method, path.split('?')[0]!)!
}

const messageOf = (body: JsonValue | undefined): string => (isJsonObject(body) ? String(body.message) : '')

t.test('requests that 29 refused', { skip: daemonsUnavailable() }, async t => {
  const daemon = await startDaemon({ release: '28' })
  t.teardown(() => daemon.stop())
  await busyboxImage(daemon)
  const made: string[] = []
  for (const refusal of recorded.filter(isRefused)) {
    const today = await ask(daemon, '1.24', refusal)
    if (today.status >= 400) {
      t.equal(today.status, refusal.status, `${refusal.name}: 28 refuses it as well`)
      continue
    }
    made.push(refusal.name)
    const { operation } = operationOf(refusal.call)
    const plan = planFor(operation, '1.24', '1.44')
    const body = plan.request?.(JSON.parse(refusal.body) as JsonValue, contextFor('1.24', '1.44'))
    t.match(body, { Cmd: ['true'] }, `${refusal.name}: ${refusal.message}`)
    const strict = await ask(daemon, '1.44', { ...refusal, body: JSON.stringify(body) })
    t.equal(strict.status, today.status, strict.text())
  }
  t.strictSame(made, ['create-wrongtype'], 'a string in the place of a list is the one that 29 alone refused')
})

function ask(daemon: Daemon, version: ApiVersion, { call: text, headers, body }: Refusal): Promise<Answer> {
  const [method = '', path = ''] = text.split(' ')
  return call(daemon.socket, { method, path: `/v${version}${path}`, headers, body })
}

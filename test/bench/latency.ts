/** How long one call takes, asked of the daemon and of Longshore in turn, so that both meet the same moods of the machine. */
import { deepStrictEqual } from 'node:assert'
import http from 'node:http'
import { call } from '../daemon/http.ts'
import { type Longshore, type StartOptions, startLongshore } from './longshore.ts'

export interface Percentiles {
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

export interface Latency {
  readonly direct: Percentiles
  readonly through: Percentiles
}

export interface Measured extends Latency {
  /** Processor time of Longshore for each call, milliseconds. */
  readonly processorMs: number
}

/** Code that runs for the first time is compiled first; these calls are not counted. */
const WARM_UP_CALLS = 200
/** Of several rounds the fastest counts, on either way: what else the machine does only ever makes one slower. */
const ROUNDS = 10

/**
 * Throws AssertionError, before anything is timed, when the two do not answer the same. Both are asked over a kept
 * connection, one call after the other.
 *
 * @param directPath what the daemon is asked instead where it does not serve the path's version: then the same objects
 *   have to be in both answers
 */
export async function measureLatency(
  direct: string,
  longshore: Longshore,
  path: string,
  calls: number,
  directPath = path,
): Promise<Measured> {
  const through = longshore.socket
  const agents = [new http.Agent({ keepAlive: true }), new http.Agent({ keepAlive: true })] as const
  const once = async (socket: string, agent: http.Agent) => {
    const asked = socket === direct ? directPath : path
    const started = performance.now()
    const answer = await call(socket, { path: asked }, agent)
    const took = performance.now() - started
    return { answer, took }
  }
  try {
    const expected = (await once(direct, agents[0])).answer
    const found = (await once(through, agents[1])).answer
    const shown = path === directPath ? content : ids
    deepStrictEqual(shown(found), shown(expected), `GET ${path} is answered otherwise through Longshore`)
    for (let index = 0; index < WARM_UP_CALLS; index++) {
      await once(direct, agents[0])
      await once(through, agents[1])
    }
    const processorBefore = longshore.processorMs()
    const rounds: Latency[] = []
    while (rounds.length < ROUNDS) {
      const times: [number[], number[]] = [[], []]
      for (let index = 0; index < calls / ROUNDS; index++) {
        times[0].push((await once(direct, agents[0])).took)
        times[1].push((await once(through, agents[1])).took)
      }
      rounds.push({ direct: percentiles(times[0]), through: percentiles(times[1]) })
    }
    return {
      direct: fastest(rounds.map(round => round.direct)),
      through: fastest(rounds.map(round => round.through)),
      processorMs: (longshore.processorMs() - processorBefore) / calls,
    }
  } finally {
    for (const agent of agents) agent.destroy()
  }
}

/**
 * Two Longshores in front of one daemon, asked in turn.
 *
 * @param plain how the one is started that is measured as `direct`
 */
export async function measureAdded(
  daemon: string,
  plain: StartOptions,
  other: StartOptions,
  path: string,
  calls: number,
): Promise<Latency> {
  const one = await startLongshore(daemon, plain)
  try {
    const two = await startLongshore(daemon, other)
    try {
      return await measureLatency(one.socket, two, path, calls)
    } finally {
      await two.stop()
    }
  } finally {
    await one.stop()
  }
}

function content({ status, header, text }: Awaited<ReturnType<typeof call>>): unknown {
  const type = header('content-type')
  return { status, type, body: type === 'application/json' ? JSON.parse(text()) : text() }
}

const ids = ({ text }: Awaited<ReturnType<typeof call>>): unknown =>
  (JSON.parse(text()) as { Id: string }[]).map(object => object.Id)

const fastest = (rounds: readonly Percentiles[]): Percentiles =>
  rounds.reduce((one, other) => (other.p50 < one.p50 ? other : one))

function percentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
  return { p50: at(0.5), p99: at(0.99) }
}

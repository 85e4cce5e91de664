/**
 * How a scenario is written down. Most are a single call that changes nothing:
 *
 *   ...calls('ContainerInspect', { 'running container': '/containers/running/json' })
 *
 * The others are played step by step on each side, and clean up after themselves:
 *
 *   ...plays('ContainerRename', { 'to a free name': async side => { … } })
 */
import { type ApiVersion, isOlder } from '../../src/api/version.ts'
import type { Ask, Side } from './side.ts'
import type { World } from './world/world.ts'

export interface Scenario {
  readonly operation: string
  readonly name: string
  readonly run: (side: Side) => Promise<unknown>
  /** At how many versions it may be played at a time. */
  readonly atATime: number
  /**
   * Versions that changed the operation. Scenarios that run programs are played there, at the version before each, and at
   * the oldest and newest: a container takes as long to start as forty calls. Default: every version.
   */
  readonly turns?: readonly ApiVersion[]
  /** Only in this phase of the daemon's life. Default `alone`. */
  readonly phase: Phase
  /** First and last version it is asked at; default all that the daemon serves. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
}

/** Daemon, proxy and suite share few cores. */
const CALLS_AT_A_TIME = 4

/** `alone`: no swarm. `swarm`: the only node of a swarm. */
export type Phase = 'alone' | 'swarm'

export interface Restriction {
  readonly atATime?: number
  readonly turns?: readonly ApiVersion[]
  readonly phase?: Phase
  readonly since?: ApiVersion
  readonly until?: ApiVersion
}

/** A path (asked with GET), a request, or one that depends on the world's objects. */
export type OneCall = string | Ask | ((world: World) => string | Ask)

export function calls(
  operation: string,
  byName: Readonly<Record<string, OneCall>>,
  restriction: Restriction = {},
): Scenario[] {
  return Object.entries(byName).map(([name, one]) => ({
    ...{ operation, name, atATime: CALLS_AT_A_TIME, phase: 'alone' as const, ...restriction },
    run: (side: Side) => {
      const request = typeof one === 'function' ? one(side.world) : one
      return side.ask(typeof request === 'string' ? { path: request } : request)
    },
  }))
}

export function plays(
  operation: string,
  byName: Readonly<Record<string, (side: Side) => Promise<unknown>>>,
  restriction: Restriction = {},
): Scenario[] {
  return Object.entries(byName).map(([name, run]) => ({
    ...{ operation, name, run, atATime: 1, phase: 'alone' as const, ...restriction },
  }))
}

/** The versions of `served`, oldest first, at which a scenario is played. */
export function playedAt(
  scenario: Scenario,
  served: readonly ApiVersion[],
  everyVersion: boolean,
): readonly ApiVersion[] {
  const { since, until, turns } = scenario
  const possible = served.filter(
    version => !(since && isOlder(version, since)) && !(until && isOlder(until, version)),
  )
  if (!turns || everyVersion) return possible
  return possible.filter((version, i) => {
    const next = possible[i + 1]
    return i === 0 || next === undefined || turns.includes(version) || turns.includes(next)
  })
}

/** A `filters` parameter. */
export function filters(byName: Readonly<Record<string, readonly string[]>>): string {
  return `filters=${encodeURIComponent(JSON.stringify(byName))}`
}

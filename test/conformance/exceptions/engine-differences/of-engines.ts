/** What the lists of differences between two engines share. */
import type { Release } from '../../../daemon/daemon.ts'
import type { Exception } from '../../exceptions.ts'
import { SCENARIOS } from '../../scenarios/index.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons' | 'behind'> : never

const ofEngines =
  (daemons: readonly Release[], behind: readonly Release[]) =>
  (differences: readonly Omitted<Exception>[]): readonly Exception[] =>
    differences.map(difference => ({ ...difference, daemons, behind }))

/** What docker 23 to 28 made different from 20.10. */
export const sinceDocker28 = ofEngines(['20.10'], ['28', '29'])

/** What docker 29 made different from both. */
export const sinceDocker29 = ofEngines(['20.10', '28'], ['29'])

export const ABSENT = /^\(absent\)$/

export const EVERYWHERE = [...new Set(SCENARIOS.map(({ operation }) => operation))]

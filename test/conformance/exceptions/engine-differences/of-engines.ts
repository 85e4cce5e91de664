/** What the lists of differences between docker 20.10 and 28 share. */
import type { Exception } from '../../exceptions.ts'
import { SCENARIOS } from '../../scenarios/index.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons' | 'behind'> : never

export const ofEngines = (differences: readonly Omitted<Exception>[]): readonly Exception[] =>
  differences.map(difference => ({ ...difference, daemons: ['20.10'], behind: '28' }))

export const ABSENT = /^\(absent\)$/

export const EVERYWHERE = [...new Set(SCENARIOS.map(({ operation }) => operation))]

/** What the lists of docker 29 share: 1.52 is its own version. */
import type { Exception } from '../../exceptions.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons'> : never

export const before1_52 = (exceptions: readonly Omitted<Exception>[]): readonly Exception[] =>
  exceptions.map(exception => ({ until: '1.51', ...exception, daemons: ['29'] }))

export const ABSENT = /^\(absent\)$/

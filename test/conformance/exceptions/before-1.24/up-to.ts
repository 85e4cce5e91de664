/** Docker 20.10 is the daemon that serves the versions before 1.24. */
import type { ApiVersion } from '../../../../src/api/version.ts'
import type { Exception } from '../../exceptions.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons' | 'until'> : never

/** At all versions up to this one. */
export const upTo = (until: ApiVersion, exceptions: readonly Omitted<Exception>[]): readonly Exception[] =>
  exceptions.map(exception => ({ ...exception, daemons: ['20.10'], until }))

export const ABSENT = /^\(absent\)$/

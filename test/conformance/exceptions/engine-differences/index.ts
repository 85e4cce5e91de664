/** What two engines do differently whoever asks. The first that fits is it: what is special stands before what is not. */
import type { Exception } from '../../exceptions.ts'
import { docker28 } from './docker-28/index.ts'
import { docker29 } from './docker-29/index.ts'

export const engineDifferences: readonly Exception[] = [...docker29, ...docker28]

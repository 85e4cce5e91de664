/**
 * What docker 20.10 and 28 do differently whoever asks, so that 28 behind Longshore does not answer as 20.10 does:
 * `npm run conformance -- --daemon 20.10 --against 28`.
 */
import type { Exception } from '../../exceptions.ts'
import { anyAnswer } from './any-answer.ts'
import { containers } from './containers.ts'
import { images } from './images.ts'
import { networks } from './networks.ts'
import { system } from './system.ts'

export const engineDifferences: readonly Exception[] = [
  ...containers,
  ...images,
  ...networks,
  ...system,
  ...anyAnswer,
]

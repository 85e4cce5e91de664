/**
 * What docker 28 does differently from 20.10 whoever asks, so that 28 behind Longshore does not answer as 20.10 does:
 * `npm run conformance -- --daemon 20.10 --against 28`.
 */
import type { Exception } from '../../../exceptions.ts'
import { anyAnswer } from './any-answer.ts'
import { containers } from './containers.ts'
import { images } from './images.ts'
import { networks } from './networks.ts'
import { system } from './system.ts'

export const docker28: readonly Exception[] = [...containers, ...images, ...networks, ...system, ...anyAnswer]

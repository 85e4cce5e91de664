/**
 * What docker 29 does differently from 28 and 20.10 whoever asks, so that 29 behind Longshore does not answer as they do:
 * `npm run conformance -- --daemon 28 --against 29`.
 */
import type { Exception } from '../../../exceptions.ts'
import { containers } from './containers.ts'
import { errors } from './errors.ts'
import { images } from './images.ts'
import { networks } from './networks.ts'
import { system } from './system.ts'

export const docker29: readonly Exception[] = [...containers, ...images, ...networks, ...system, ...errors]

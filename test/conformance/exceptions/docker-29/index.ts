/**
 * What docker 29 changed at the versions before its own 1.52, too, or does wrong when it answers clients of theirs, where
 * Longshore gives what the engines of those versions did.
 */
import type { Exception } from '../../exceptions.ts'
import { containers } from './containers.ts'
import { images } from './images.ts'
import { system } from './system.ts'

export const docker29: readonly Exception[] = [...containers, ...images, ...system]

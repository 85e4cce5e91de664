/** What differs before API 1.24: most of what docker 1.10 to 1.13 changed for clients of every version. */
import type { Exception } from '../../exceptions.ts'
import { containerChanges } from './container-changes.ts'
import { containers } from './containers.ts'
import { events } from './events.ts'
import { images } from './images.ts'
import { system } from './system.ts'

export const beforeApi24: readonly Exception[] = [
  ...images,
  ...containers,
  ...containerChanges,
  ...events,
  ...system,
]

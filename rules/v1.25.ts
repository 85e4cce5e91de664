/**
 * API 1.25 (docker 1.13). Much of what is listed here docker 1.13 changed at every version, and no later daemon restores it
 * for old clients: such changes carry `unversioned`.
 */
import { engine, version } from '../src/translate/change.ts'
import { containers } from './v1.25/containers.ts'
import { images } from './v1.25/images.ts'
import { swarm, swarmOfEngine23 } from './v1.25/swarm.ts'
import { system } from './v1.25/system.ts'

export default [
  ...version('1.25', [...containers, ...images, ...swarm, ...system]),
  ...engine('23.0.0', '1.42', swarmOfEngine23),
]

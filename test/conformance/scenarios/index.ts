/** All scenarios, in the order they are played: what only reads comes first. */
import type { Scenario } from '../scenario.ts'
import { archives } from './archive.ts'
import { attach } from './attach.ts'
import { builds } from './build.ts'
import { containerChange } from './container-change.ts'
import { containerCreate } from './container-create.ts'
import { containerInspect } from './container-inspect.ts'
import { containerLifecycle } from './container-lifecycle.ts'
import { containerList } from './container-list.ts'
import { containerLogs } from './container-logs.ts'
import { events } from './events.ts'
import { exec } from './exec.ts'
import { imageChange } from './image-change.ts'
import { images } from './images.ts'
import { networks } from './networks.ts'
import { noSwarm } from './no-swarm.ts'
import { plugins } from './plugins.ts'
import { registry } from './registry.ts'
import { swarmObjects } from './swarm.ts'
import { system } from './system.ts'
import { volumes } from './volumes.ts'

export const SCENARIOS: readonly Scenario[] = [
  ...[events, system, containerList, containerInspect, containerLogs, images, networks, volumes, plugins],
  ...[noSwarm, archives, attach, exec, containerCreate, containerLifecycle, containerChange],
  ...[imageChange, registry, builds, swarmObjects],
].flat()

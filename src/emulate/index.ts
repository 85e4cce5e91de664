/** The emulations by the names under which changes ask for them. */
import { containerCopy } from './container-copy.ts'
import { containerList } from './container-list.ts'
import type { CredentialStore } from './credential-store.ts'
import { earlyInfo, earlyVersion } from './early-facts.ts'
import type { Emulation } from './emulation.ts'
import { imageCreate } from './image-create.ts'
import { imageGetCache } from './image-get-cache.ts'
import { imageInsert } from './image-insert.ts'
import { imageInspect } from './image-inspect.ts'
import { imageLoad } from './image-load.ts'
import { imagePush } from './image-push.ts'
import { imageRemoval } from './image-removal.ts'
import { imageTag } from './image-tag.ts'
import { imageViz } from './image-viz.ts'
import { lateHostConfig, type StartOptions } from './late-host-config.ts'
import { linkedEnvironment } from './linked-environment.ts'
import { multipartBuild } from './multipart-build.ts'
import { networkList } from './network-list.ts'
import { keptLogin, registryLogin } from './registry-login.ts'
import { runningRemoval } from './running-removal.ts'
import { serviceCreate, serviceUpdate } from './service-spec.ts'
import { swarmUpdate } from './swarm-update.ts'
import { volumeDelete } from './volume-delete.ts'

export type Emulations = Readonly<Record<string, Emulation>>

export interface EmulationOptions {
  /** Largest context of a build that comes as a form (bytes). */
  readonly maxContextBytes: number
  /** Where the logins of clients before API 1.2 are kept. */
  readonly credentials: CredentialStore
}

export function createEmulations(
  { beforeStart }: Pick<StartOptions, 'beforeStart'>,
  options: EmulationOptions,
): Emulations {
  return {
    'container-copy': containerCopy,
    'container-list': containerList,
    'early-info': earlyInfo,
    'early-version': earlyVersion,
    'image-removal': imageRemoval,
    'late-host-config': lateHostConfig({ beforeStart, refusesRunning: false }),
    'start-of-stopped': lateHostConfig({ beforeStart, refusesRunning: true }),
    'image-create': imageCreate(options.credentials),
    'image-get-cache': imageGetCache,
    'image-insert': imageInsert,
    'image-load': imageLoad,
    'image-push': imagePush(options.credentials),
    'image-tag': imageTag,
    'image-viz': imageViz,
    'kept-login': keptLogin(options.credentials),
    'linked-environment': linkedEnvironment,
    'multipart-build': multipartBuild(options.maxContextBytes, options.credentials),
    'registry-login': registryLogin(options.credentials),
    'running-removal': runningRemoval,
    'image-inspect': imageInspect,
    'network-list': networkList,
    'service-create': serviceCreate,
    'service-update': serviceUpdate,
    'swarm-update': swarmUpdate,
    'volume-delete': volumeDelete,
  }
}

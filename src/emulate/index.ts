/** The emulations by the names under which changes ask for them. */
import { containerCopy } from './container-copy.ts'
import type { Emulation } from './emulation.ts'
import { lateHostConfig, type StartHooks } from './late-host-config.ts'
import { multipartBuild } from './multipart-build.ts'

export type Emulations = Readonly<Record<string, Emulation>>

export interface EmulationOptions {
  /** Largest context of a build that comes as a form (bytes). */
  readonly maxContextBytes: number
}

export function createEmulations(hooks: StartHooks, options: EmulationOptions): Emulations {
  return {
    'container-copy': containerCopy,
    'late-host-config': lateHostConfig(hooks),
    'multipart-build': multipartBuild(options.maxContextBytes),
  }
}

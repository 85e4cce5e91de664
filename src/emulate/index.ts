/** The emulations by the names under which changes ask for them. */
import { containerCopy } from './container-copy.ts'
import type { Emulation } from './emulation.ts'
import { lateHostConfig, type StartHooks } from './late-host-config.ts'

export type Emulations = Readonly<Record<string, Emulation>>

export function createEmulations(hooks: StartHooks): Emulations {
  return {
    'container-copy': containerCopy,
    'late-host-config': lateHostConfig(hooks),
  }
}

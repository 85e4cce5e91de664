/** Limits that the daemon no longer sets. It discarded what its host could not do with a warning, and so are these. */
import { onObject, type ValueStep, without } from './json-edit.ts'

/** In the daemon's own words (moby `daemon/daemon_unix.go` at v28.5.2). */
export const NO_KERNEL_MEMORY =
  'Your kernel does not support kernel memory limit capabilities or the cgroup is not mounted. Limitation discarded.'

/** The daemon had none for this one, which it set or left to the runtime. */
export const NO_KERNEL_MEMORY_TCP = 'Kernel memory for TCP cannot be limited any more. Limitation discarded.'

/** Takes a limit out, and warns of it unless it says nothing: 0 and -1 are no limits. */
export const withoutLimit = (key: string, warning: string): ValueStep =>
  onObject((object, context) => {
    if (Number(object[key] ?? 0) > 0) context.warn(warning)
    return without(key)(object, context)
  })

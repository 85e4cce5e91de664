/**
 * Options of a mount that belong to another type. From API 1.42 on create refuses them all. Before, the parser of mounts
 * refused some, in other words, and did not look at the rest (moby `volume/mounts/linux_parser.go` at v28.5.2,
 * validateMountConfigImpl: nothing there reads TmpfsOptions of other types, or VolumeOptions of a tmpfs).
 */
import type { ErrorAnswer } from '../../src/translate/change.ts'
import { onObject, without } from './json-edit.ts'

const withoutTmpfsOptions = without('TmpfsOptions')
const withoutVolumeOptions = without('VolumeOptions')

export const withoutIgnoredMountOptions = onObject((mount, context) => {
  if (mount.Type === 'tmpfs') return withoutVolumeOptions(mount, context)
  return mount.Type === 'bind' || mount.Type === 'volume' ? withoutTmpfsOptions(mount, context) : mount
})

const REFUSAL = /^(VolumeOptions|BindOptions) must not be specified on mount type "(.*)"$/
const KNOWN_TYPES = ['bind', 'volume', 'tmpfs', 'image']

export function legacyMountError(error: ErrorAnswer): ErrorAnswer {
  const [, field, type = ''] = REFUSAL.exec(error.message) ?? []
  if (field === undefined) return error
  const reason = KNOWN_TYPES.includes(type) ? `field ${field} must not be specified` : 'mount type unknown'
  return { ...error, message: `invalid mount config for type "${type}": ${reason}` }
}

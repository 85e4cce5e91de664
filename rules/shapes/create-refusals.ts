/**
 * What a daemon refuses in the create requests of older clients rather than to ignore it, in its own words
 * (moby `api/server/router/container/container_routes.go` at v28.5.2, postContainersCreate).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { at, onObject, type ValueStep } from './json-edit.ts'
import { endpointsOf } from './network-mode.ts'

export const refuseForceRecursive = refuseMounts(
  mount =>
    mount.Type === 'bind' &&
    isJsonObject(mount.BindOptions) &&
    mount.BindOptions.ReadOnlyForceRecursive === true,
  'BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer',
)

export const refuseSubpath = refuseMounts(
  mount => isJsonObject(mount.VolumeOptions) && isFilled(mount.VolumeOptions.Subpath),
  'VolumeOptions.Subpath needs API v1.45 or newer',
)

export const refuseImageMount = refuseMounts(
  mount => mount.Type === 'image',
  'Mount type "Image" needs API v1.48 or newer',
)

export const refuseSeveralEndpoints = onObject(body => {
  const names = Object.keys(endpointsOf(body))
  if (names.length > 1)
    throw new UntranslatableError(
      `Container cannot be created with multiple network endpoints: ${names.join(', ')}`,
    )
  return body
})

function refuseMounts(
  isRefused: (mount: Readonly<Record<string, JsonValue | undefined>>) => boolean,
  message: string,
): ValueStep {
  return at(
    'HostConfig.Mounts[]',
    onObject(mount => {
      if (isRefused(mount)) throw new UntranslatableError(message)
      return mount
    }),
  )
}

const isFilled = (value: JsonValue | undefined): boolean => typeof value === 'string' && value !== ''

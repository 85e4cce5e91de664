/**
 * PortSpecs up to docker 0.6.4, on a create request: `:80` is 80 on both sides (moby `network.go` at v0.4.1, parseNat), and a
 * container without any took those of its image, which were all that were exposed (`utils.go` at v0.3.3, MergeConfig).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { at, onObject } from './json-edit.ts'

const MIRRORED = /^:(\d+)((?:\/.*)?)$/

export const withMirroredPorts = at('PortSpecs[]', spec =>
  typeof spec === 'string' ? spec.replace(MIRRORED, '$1:$1$2') : spec,
)

export const withPublishedImagePorts = onObject(body => {
  const { PortSpecs: specs, HostConfig: hostConfig } = body
  if (Array.isArray(specs) && specs.length > 0) return body
  const members: Readonly<Record<string, JsonValue | undefined>> = isJsonObject(hostConfig) ? hostConfig : {}
  return isJsonObject(hostConfig)
    ? { ...body, HostConfig: { ...members, PublishAllPorts: true } }
    : { ...body, PublishAllPorts: true }
})

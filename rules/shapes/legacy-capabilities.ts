/**
 * HostConfig.Capabilities, the exact set of a container's capabilities: API 1.40 on docker 19.03 only (moby
 * `oci/caps/utils.go` and `daemon/container.go`, validateCapabilities, at v19.03.14). Older clients' was ignored.
 * With everything dropped, a daemon takes CapAdd as the whole set, so both say the same.
 */
import type { JsonArray } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { onObject, type ValueStep } from './json-edit.ts'

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0

export const capabilitiesAsAddAndDrop: ValueStep = onObject((hostConfig, context) => {
  const { Capabilities: exact, ...rest } = hostConfig
  if (exact === undefined) return hostConfig
  if (context.client !== '1.40' || !Array.isArray(exact)) return rest
  for (const other of ['CapAdd', 'CapDrop']) {
    if (isFilled(hostConfig[other]))
      throw new UntranslatableError(`conflicting options: Capabilities and ${other}`)
  }
  const capabilities: JsonArray = exact
  refuseAll(capabilities)
  return { ...rest, CapAdd: capabilities, CapDrop: ['ALL'] }
})

/** CapAdd knows the word ALL, which a list of capabilities does not: it would give every one where 19.03 gave an error. */
function refuseAll(capabilities: JsonArray): void {
  const all = capabilities.find(name => typeof name === 'string' && name.toUpperCase() === 'ALL')
  if (all !== undefined)
    throw new UntranslatableError(`invalid Capabilities: unknown capability: ${JSON.stringify(all)}`)
}

/**
 * A plugin runs as root on the host with what it was granted: mounts, devices, the host's network. The grants are in the
 * body of a pull or upgrade, in a service's PluginSpec, or changed later by `PluginSet` (moby
 * `daemon/pkg/plugin/backend_linux.go` computePrivileges at docker-v29.7.2).
 */

import { isJsonObject, type JsonValue } from '../translate/json.ts'
import { taskTemplate } from './host-configs.ts'
import type { JudgedCall } from './judged-call.ts'
import { objectAt, objectsAt, stringAt, stringsAt, UnreadableError } from './reading.ts'

export interface PluginPrivilege {
  /** `network`, `mount`, `device`, `capabilities`, `allow-all-devices`, `host pid namespace`, `host ipc namespace`. */
  readonly name: string
  readonly values: readonly string[]
}

export function pluginPrivileges(call: JudgedCall): readonly PluginPrivilege[] {
  const { name } = call.operation
  if (name === 'PluginPull' || name === 'PluginUpgrade')
    return list(call.body).map(item => {
      if (!isJsonObject(item)) throw new UnreadableError('the body', 'a list of objects')
      return { name: stringAt(item, 'Name'), values: stringsAt(item, 'Value') }
    })
  return objectsAt(objectAt(taskTemplate(call), 'PluginSpec'), 'privileges').map(item => ({
    name: stringAt(item, 'name'),
    values: stringsAt(item, 'value'),
  }))
}

/** The settings of PluginSet: `DEBUG=1`, but `data.source=/` as well, which moves a mount. */
export function pluginSettings(call: JudgedCall): readonly string[] {
  if (call.operation.name !== 'PluginSet') return []
  return list(call.body).map(item => {
    if (typeof item !== 'string') throw new UnreadableError('the body', 'a list of strings')
    return item
  })
}

/** Operations that put a plugin on the host, or give one more than it had. */
export const installsPlugin = (call: JudgedCall): boolean =>
  ['PluginPull', 'PluginUpgrade', 'PluginCreate', 'PluginSet'].includes(call.operation.name) ||
  Object.keys(objectAt(taskTemplate(call), 'PluginSpec')).length > 0

function list(body: JsonValue | undefined): readonly JsonValue[] {
  if (body === undefined || body === null) return []
  if (!Array.isArray(body)) throw new UnreadableError('the body', 'a list')
  return body
}

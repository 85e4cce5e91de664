/** What the gateway wants to know of an inspected container (ContainerInspect); false, too, of what is none. */
import { isJsonObject, type JsonValue } from '../translate/json.ts'

export const isRunning = (container: JsonValue): boolean => isSet(container, 'State', 'Running')

export const hasTerminal = (container: JsonValue): boolean => isSet(container, 'Config', 'Tty')

/** The container's input ends with the first client's that attaches to it. */
export const closesInput = (container: JsonValue): boolean => isSet(container, 'Config', 'StdinOnce')

function isSet(container: JsonValue, part: 'Config' | 'State', member: string): boolean {
  const members = isJsonObject(container) ? container[part] : undefined
  return isJsonObject(members) && members[member] === true
}

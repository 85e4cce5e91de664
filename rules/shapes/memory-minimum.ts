/**
 * The smallest memory limit: 6 MiB since docker 20.10, 4 MiB before (linuxMinMemory of moby `daemon/daemon_unix.go` at
 * v19.03.14 and v20.10.24). Limits that only the old daemon accepts are raised; those which neither did stay as they are.
 */
import type { JsonValue } from '../../src/translate/json.ts'
import { at, inOrder, onObject, type ValueStep } from './json-edit.ts'

const OLD_MINIMUM = 4 * 1024 * 1024
const NEW_MINIMUM = 6 * 1024 * 1024

export const raisedMemory = (bytes: number): number =>
  bytes >= OLD_MINIMUM && bytes < NEW_MINIMUM ? NEW_MINIMUM : bytes

/** Memory plus swap may not be less than memory; 0 and -1 mean other things. */
export const raisedSwap = (swap: number, memory: number): number =>
  swap > 0 && swap < memory ? memory : swap

/** On an object with the members of HostConfig's Resources. */
export const withRaisedMemory: ValueStep = inOrder(
  onObject(resources => {
    const memory = onNumber(resources.Memory, raisedMemory)
    if (memory === resources.Memory || typeof memory !== 'number') return resources
    const swap = onNumber(resources.MemorySwap, bytes => raisedSwap(bytes, memory))
    return { ...resources, Memory: memory, ...(swap === undefined ? {} : { MemorySwap: swap }) }
  }),
  at('MemoryReservation', bytes => onNumber(bytes, raisedMemory)),
  at('KernelMemory', bytes => onNumber(bytes, raisedMemory)),
)

function onNumber<Value extends JsonValue | undefined>(
  value: Value,
  step: (bytes: number) => number,
): Value | number {
  return typeof value === 'number' ? step(value) : value
}

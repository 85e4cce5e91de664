/**
 * The network statistics of a container as up to API 1.20: one object, the sum over its interfaces, and neither name nor id
 * of the container (moby `daemon/stats.go` at v20.10.24, ContainerStats).
 */
import { isJsonObject, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

const COUNTERS = [
  'rx_bytes',
  'rx_packets',
  'rx_errors',
  'rx_dropped',
  'tx_bytes',
  'tx_packets',
  'tx_errors',
  'tx_dropped',
]

export const networkOfNetworks = onObject(stats => {
  const { networks, name: _name, id: _id, ...rest } = stats
  if (rest.network !== undefined) return stats
  const interfaces = isJsonObject(networks) ? Object.values(networks).filter(isJsonObject) : []
  const sums = COUNTERS.map(counter => [counter, sum(interfaces.map(one => one[counter]))])
  return { ...rest, network: Object.fromEntries(sums) }
})

/** Counters are 64 bits wide. */
function sum(values: readonly (JsonValue | undefined)[]): JsonValue {
  const total = values.reduce<bigint>((sofar, value) => sofar + wholeNumber(value), 0n)
  return total <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(total) : new LosslessNumber(String(total))
}

function wholeNumber(value: JsonValue | undefined): bigint {
  const digits = typeof value === 'number' || value instanceof LosslessNumber ? String(value) : ''
  return /^\d+$/.test(digits) ? BigInt(digits) : 0n
}

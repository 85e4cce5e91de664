/**
 * Keys of ExposedPorts. Up to docker 28 they were free text, a range among others (`8000-8010/tcp`); 29.0 takes single ports
 * (moby `api/types/network/port.go` at docker-v29.7.2, ParsePort).
 */
import { onObject } from './json-edit.ts'

const RANGE = /^(\d{1,5})-(\d{1,5})(?:\/(.+))?$/
const HIGHEST_PORT = 65_535
/** All ports of tcp, udp and sctp. A request that asks for more is left to the daemon to refuse. */
const MOST_PORTS = 3 * (HIGHEST_PORT + 1)

export const withSinglePorts = onObject(ports => {
  const entries = Object.entries(ports)
  const ranges = entries.map(([key]) => rangeOf(key))
  if (!entries.some(([key], index) => key === '' || ranges[index] !== undefined)) return ports
  const total = ranges.reduce(
    (sum, range) => sum + (range === undefined ? 1 : range.last - range.first + 1),
    0,
  )
  if (total > MOST_PORTS) return ports
  return Object.fromEntries(
    entries.flatMap(([key, value], index) => {
      const range = ranges[index]
      if (range === undefined) return key === '' ? [] : [[key, value]]
      return Array.from({ length: range.last - range.first + 1 }, (_, offset) => [
        `${range.first + offset}/${range.protocol}`,
        value,
      ])
    }),
  )
})

function rangeOf(key: string) {
  const match = RANGE.exec(key)
  if (match === null) return undefined
  const [first, last] = [Number(match[1]), Number(match[2])]
  return first <= last && last <= HIGHEST_PORT ? { first, last, protocol: match[3] ?? 'tcp' } : undefined
}

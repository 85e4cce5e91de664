/**
 * Addresses as older daemons took them. Docker 25.0 began to check networks, and 29.0 decodes every address as one
 * (`net/netip`), which refuses leading zeros, brackets, names, and a prefix length where there is none
 * (moby `api/types/network` at docker-v29.7.2).
 */
import { isIP, isIPv4 } from 'node:net'
import type { ValueStep } from './json-edit.ts'

/** `127.000.000.001` is `127.0.0.1`, `[::1]` is `::1`. What is no address even so stays as it is. */
export const canonicalAddress = onText(text => {
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  const trimmed = bare.replace(/\b0+(?=\d+(\.|$))/g, '')
  if (isIP(bare) === 0 && isIPv4(trimmed)) return trimmed
  return isIP(bare) === 0 ? text : bare
})

/** As above, and `localhost`, which binds of ports may say. */
export const bindAddress: ValueStep = (value, context) =>
  value === 'localhost' ? '127.0.0.1' : canonicalAddress(value, context)

/** The `172.30.0.1` of `172.30.0.1/16`. */
export const withoutPrefixLength = onText(text => {
  const { address, length } = split(text)
  return length === undefined ? text : address
})

/** The network that an address is in: `172.30.0.0/16` of `172.30.0.1/16`. */
export const networkOfAddress = onText(text => {
  const { address, length } = split(text)
  if (length === undefined) return text
  const width = isIPv4(address) ? 8 : 16
  const groups = isIPv4(address) ? address.split('.').map(Number) : groupsOfIPv6(address)
  if (length > groups.length * width) return text
  const masked = groups.map((group, index) => group & mask(length - index * width, width))
  if (masked.every((group, index) => group === groups[index])) return text
  const network = isIPv4(address)
    ? masked.join('.')
    : shortIPv6(masked.map(group => group.toString(16)).join(':'))
  return `${network}/${length}`
})

function onText(step: (text: string) => string): ValueStep {
  return value => (typeof value === 'string' ? step(value) : value)
}

/** No length where there is none, or no address before it; one with a zone has no network either. */
function split(text: string): { readonly address: string; readonly length: number | undefined } {
  const [, address = '', length] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? []
  return { address, length: length === undefined || isIP(address) === 0 ? undefined : Number(length) }
}

/** The first `bits` bits of a group, counted from its left. */
function mask(bits: number, width: number): number {
  const kept = Math.min(Math.max(bits, 0), width)
  return (2 ** width - 1) & ~(2 ** (width - kept) - 1)
}

function groupsOfIPv6(address: string): number[] {
  const [head = [], tail = []] = shortIPv6(address)
    .split('::')
    .map(part => part.split(':').filter(group => group !== ''))
  const gap = Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...gap, ...tail].map(group => Number.parseInt(group, 16))
}

/** The one spelling of RFC 5952, which URLs have their hosts in. */
const shortIPv6 = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1)

/** Cuts bytes into pieces at random places, the way a socket may deliver them. */
import fc from 'fast-check'

/** An arbitrary that gives the pieces of `bytes`, none empty, in order. */
export function pieces(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, bytes.length - 1) }), { maxLength: 12 })
    .map(cuts => split(bytes, cuts))
}

export function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const sorted = [...cuts].sort((a, b) => a - b).filter(cut => cut < bytes.length)
  return [...sorted, bytes.length].map((cut, index) => bytes.subarray(sorted[index - 1] ?? 0, cut))
}

/**
 * Versions of the Engine API: two numbers, `major.minor`, compared component by component, so 1.5 is older than 1.24.
 * moby compares them the same way (`daemon/internal/versions/compare.go` at docker-v29.7.2).
 */

/** An API version in canonical spelling: no leading zeros, exactly one dot. */
export type ApiVersion = `${number}.${number}`

const CANONICAL = /^(\d{1,9})\.(\d{1,9})$/

/**
 * Reads `1.41`, and the spellings which a daemon takes for the same version (`01.41`, or the `1.000000` of docker 0.3.3).
 * Gives undefined for anything that never was a version: `1`, `1.24.1`, `.`, the empty string.
 */
export function parseApiVersion(text: string): ApiVersion | undefined {
  const match = CANONICAL.exec(text)
  return match ? `${Number(match[1])}.${Number(match[2])}` : undefined
}

/** Negative when `a` is older than `b`, zero when equal, positive when newer. */
export function compareApiVersions(a: ApiVersion, b: ApiVersion): number {
  const [aMajor, aMinor] = components(a)
  const [bMajor, bMinor] = components(b)
  return aMajor - bMajor || aMinor - bMinor
}

export const isOlder = (a: ApiVersion, b: ApiVersion): boolean => compareApiVersions(a, b) < 0

export const olderOf = (a: ApiVersion, b: ApiVersion): ApiVersion => (isOlder(b, a) ? b : a)

export const newerOf = (a: ApiVersion, b: ApiVersion): ApiVersion => (isOlder(a, b) ? b : a)

function components(version: ApiVersion): [number, number] {
  const dot = version.indexOf('.')
  return [Number(version.slice(0, dot)), Number(version.slice(dot + 1))]
}

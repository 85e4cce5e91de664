/**
 * The API version that an old docker CLI speaks, from its User-Agent: `Docker-Client/0.6.7`, and `Docker-Client/1.8.3 (linux)`
 * from 1.8 on. Builds, attaches and pings of these CLIs come without a version in the path now and then.
 * Releases and versions are those of the `APIVERSION` constants at moby's tags v0.3.3 to v1.12.6.
 */
import type { ApiVersion } from './version.ts'

type Release = readonly [major: number, minor: number, patch: number]

/** First release of each API version, newest first. */
const FIRST_RELEASES: readonly (readonly [...Release, ApiVersion])[] = [
  [1, 12, 0, '1.24'],
  [1, 11, 0, '1.23'],
  [1, 10, 0, '1.22'],
  [1, 9, 0, '1.21'],
  [1, 8, 0, '1.20'],
  [1, 7, 0, '1.19'],
  [1, 6, 0, '1.18'],
  [1, 5, 0, '1.17'],
  [1, 4, 0, '1.16'],
  [1, 3, 0, '1.15'],
  [1, 2, 0, '1.14'],
  [1, 1, 0, '1.13'],
  [0, 12, 0, '1.12'],
  [0, 11, 0, '1.11'],
  [0, 9, 0, '1.10'],
  [0, 8, 0, '1.9'],
  [0, 7, 1, '1.8'],
  [0, 6, 7, '1.7'],
  [0, 6, 4, '1.6'],
  [0, 6, 2, '1.5'],
  [0, 5, 1, '1.4'],
  [0, 4, 5, '1.3'],
  [0, 4, 1, '1.2'],
  [0, 3, 4, '1.1'],
  [0, 3, 3, '1.0'],
]

/** CLIs from 1.13 on negotiate: what they ask without a version means the newest one. */
const FIRST_TO_NEGOTIATE: Release = [1, 13, 0]

/** A distribution's or a candidate's suffix (`1.7.1.fc22`, `1.10.3-rc1`, `1.6.2-dev`) says nothing about the API. */
const USER_AGENT = /^Docker-Client\/(\d{1,4})\.(\d{1,4})\.(\d{1,4})/

/** Undefined for other programs, and for CLIs that negotiate the version. */
export function apiVersionOfCli(userAgent: string): ApiVersion | undefined {
  const match = USER_AGENT.exec(userAgent)
  if (match === null) return undefined
  const release: Release = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (!isBefore(release, FIRST_TO_NEGOTIATE)) return undefined
  return FIRST_RELEASES.find(([major, minor, patch]) => !isBefore(release, [major, minor, patch]))?.[3]
}

function isBefore(a: Release, b: Release): boolean {
  return (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) < 0
}

/** Which versions: `1.24`, `1.24..1.40`, `1.24,1.41..1.44`, and `max` for the daemon's newest. */
import { type ApiVersion, compareApiVersions, parseApiVersion } from '../../src/api/version.ts'

export type VersionTest = (version: ApiVersion, newest: ApiVersion) => boolean

export function versionTest(ranges: string): VersionTest {
  const tests = ranges.split(',').map(range => {
    const [first = '', last = first] = range.split('..')
    const bound = (text: string, newest: ApiVersion) => {
      const version = text === 'max' ? newest : parseApiVersion(text)
      if (!version) throw new Error(`${text} is no API version; ranges are written 1.24..1.40`)
      return version
    }
    return (version: ApiVersion, newest: ApiVersion) =>
      compareApiVersions(version, bound(first, newest)) >= 0 &&
      compareApiVersions(version, bound(last, newest)) <= 0
  })
  return (version, newest) => tests.some(test => test(version, newest))
}

/** The shortest way to write them, given all that there are. */
export function asRanges(versions: readonly ApiVersion[], all: readonly ApiVersion[]): string {
  const chosen = new Set(versions)
  const ranges: [ApiVersion, ApiVersion][] = []
  let open = false
  for (const version of all) {
    const last = ranges.at(-1)
    if (!chosen.has(version)) open = false
    else if (open && last) last[1] = version
    else {
      ranges.push([version, version])
      open = true
    }
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}..${last}`)).join(',')
}

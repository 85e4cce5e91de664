/** Ranges of API versions: `1.41`, `<1.24`, `>=1.44`, and `1.24..1.40` with both ends in it. */
import { type ApiVersion, compareApiVersions, parseApiVersion } from '../api/version.ts'

export type VersionRange = (version: ApiVersion) => boolean

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '': order => order === 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
}

/** Undefined for what is no range. */
export function versionRange(text: string): VersionRange | undefined {
  const [, operator = '', first = '', , last] = /^(<=?|>=?|)\s*([\d.]+?)(\.\.([\d.]+))?$/.exec(text) ?? []
  const from = parseApiVersion(first)
  if (from === undefined) return undefined
  if (last === undefined) return version => COMPARISONS[operator]!(compareApiVersions(version, from))
  const to = parseApiVersion(last)
  if (to === undefined || operator !== '' || compareApiVersions(to, from) < 0) return undefined
  return version => compareApiVersions(version, from) >= 0 && compareApiVersions(version, to) <= 0
}

/**
 * Truth values in a query. Daemons of today take everything for true that is not one of a few words; up to API 1.8 anything
 * but the words of Go's strconv.ParseBool was refused, and before 1.3 all but `1`, `true`, `0` and `false`
 * (moby `api.go` at v0.3.3 and v0.4.5, getBoolParam).
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'

const FIRST_WORDS = { true: /^(?:1|true)$/i, false: /^(?:0|false)?$/i }
const GO_WORDS = { true: /^(?:1|t|T|TRUE|true|True)$/, false: /^(?:0|f|F|FALSE|false|False)?$/ }

export const strictFlags =
  (...names: readonly string[]) =>
  (query: URLSearchParams, { client }: StepContext): URLSearchParams => {
    const words = isOlder(client, '1.3') ? FIRST_WORDS : GO_WORDS
    const given = names.filter(name => query.has(name))
    if (given.length === 0) return query
    const changed = new URLSearchParams(query)
    for (const name of given) {
      const value = query.get(name)!
      if (!words.true.test(value) && !words.false.test(value)) throw new UntranslatableError('Bad parameter')
      changed.set(name, words.true.test(value) ? '1' : '0')
    }
    return changed
  }

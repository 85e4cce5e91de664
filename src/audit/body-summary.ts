/** The part of a JSON body that is recorded, as `recordedFields` says. */
import { isJsonObject, type JsonObject, type JsonValue, LosslessNumber } from '../translate/json.ts'
import { type Recorded, recordedFields } from './recorded-fields.ts'
import { redactArguments, redactText } from './redact.ts'

/** Longest text that is recorded, in characters: enough for paths and most commands. */
const TEXT_LIMIT = 1024
/** What is looked through for secrets, in characters: one that begins in the part that is recorded has its end here. */
const SEARCH_LIMIT = 4 * TEXT_LIMIT
/** Most elements or members that are recorded of one list or object. */
const COUNT_LIMIT = 200

type Summary = string | number | boolean | null | readonly Summary[] | { readonly [member: string]: Summary }

/** Undefined where nothing of the body is recorded. */
export function bodySummary(operation: string, body: JsonValue | undefined): Summary | undefined {
  const fields = recordedFields[operation]
  return fields === undefined || body === undefined ? undefined : summary(body, fields)
}

function summary(value: JsonValue, recorded: Recorded): Summary | undefined {
  if (recorded === 'names') return names(value)
  if (typeof recorded === 'string') return plain(value, recorded)
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[])
      .slice(0, COUNT_LIMIT)
      .flatMap(item => summary(item, recorded) ?? [])
  }
  return isJsonObject(value) ? members(value, recorded) : undefined
}

function members(value: JsonObject, recorded: Readonly<Record<string, Recorded>>): Summary {
  const found: [string, Summary][] = []
  for (const [member, inner] of Object.entries(value).slice(0, COUNT_LIMIT)) {
    const how = Object.hasOwn(recorded, member) ? recorded[member] : recorded['*']
    const kept = how === undefined || inner === undefined ? undefined : summary(inner, how)
    if (kept !== undefined) found.push([member, kept])
  }
  return Object.fromEntries(found)
}

function names(value: JsonValue): Summary | undefined {
  if (isJsonObject(value)) return Object.keys(value).slice(0, COUNT_LIMIT).map(cut)
  if (!Array.isArray(value)) return undefined
  const texts = (value as readonly JsonValue[]).filter(item => typeof item === 'string')
  return texts.slice(0, COUNT_LIMIT).map(text => cut(text.split('=')[0]!))
}

function plain(value: JsonValue, recorded: 'value' | 'command'): Summary | undefined {
  if (typeof value === 'string') return cut(redactText(searched(value)))
  if (!Array.isArray(value)) return scalar(value)
  const items = value as readonly JsonValue[]
  const words = items.slice(0, COUNT_LIMIT)
  if (recorded === 'command' && words.every(word => typeof word === 'string'))
    return redactArguments(words.map(searched)).map(cut)
  return words.flatMap(item =>
    typeof item === 'string' ? cut(redactText(searched(item))) : (scalar(item) ?? []),
  )
}

function scalar(value: JsonValue): Summary | undefined {
  if (value instanceof LosslessNumber) return value.toString()
  return typeof value === 'object' ? undefined : value
}

const searched = (text: string): string => text.slice(0, SEARCH_LIMIT)
const cut = (text: string): string => (text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text)

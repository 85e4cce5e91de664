/**
 * Ids that other calls give and get: a client goes on naming a container that was made anew by the id it knows, and is
 * shown that one, wherever the ids of containers stand.
 */

import type { OperationChange, StepContext } from '../../src/translate/change.ts'
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { SHORT_ID_LENGTH } from '../shapes/bare-image-ids.ts'
import { readFilters } from '../shapes/filters.ts'

const FULL_IDS = /\b[0-9a-f]{64}\b/g
const CONTAINER_FILTERS = ['id', 'since', 'before', 'container']
const MODES = ['NetworkMode', 'IpcMode', 'PidMode']

/** @param name of a container: its name, its id or the beginning of one; shorter beginnings may be a name as well */
function current(name: string, { successors = [] }: StepContext): string {
  const found = successors.filter(
    ({ legacyId }) => name.length >= SHORT_ID_LENGTH && legacyId.startsWith(name),
  )
  return found.length > 0 ? found[0]!.id : name
}

/** `id:alias`, `id:ro` */
function currentHead(text: JsonValue, context: StepContext): JsonValue {
  if (typeof text !== 'string') return text
  const [name = '', ...rest] = text.split(':')
  return [current(name, context), ...rest].join(':')
}

function currentMode(mode: JsonValue | undefined, context: StepContext): JsonValue | undefined {
  const name = typeof mode === 'string' ? /^container:(.+)$/.exec(mode)?.[1] : undefined
  return name === undefined ? mode : `container:${current(name, context)}`
}

function hostConfigOfToday(hostConfig: JsonObject, context: StepContext): JsonObject {
  const changed: Record<string, JsonValue | undefined> = { ...hostConfig }
  for (const key of ['Links', 'VolumesFrom']) {
    const list = hostConfig[key]
    if (Array.isArray(list)) changed[key] = list.map(entry => currentHead(entry, context))
  }
  for (const key of MODES) if (key in changed) changed[key] = currentMode(hostConfig[key], context)
  return changed as JsonObject
}

function bodyOfToday(body: JsonValue | undefined, context: StepContext): JsonValue | undefined {
  if (!context.successors?.length || !isJsonObject(body)) return body
  const flat = hostConfigOfToday(body, context)
  const { HostConfig: hostConfig, Container: container } = flat
  return {
    ...flat,
    ...(isJsonObject(hostConfig) && { HostConfig: hostConfigOfToday(hostConfig, context) }),
    ...(typeof container === 'string' && { Container: current(container, context) }),
  }
}

function queryOfToday(query: URLSearchParams, context: StepContext): URLSearchParams {
  if (!context.successors?.length) return query
  const changed = new URLSearchParams(query)
  for (const name of ['since', 'before', 'container']) {
    const value = query.get(name)
    if (value !== null) changed.set(name, current(value, context))
  }
  const filters = readFilters(query.get('filters'))
  if (filters === undefined || Object.keys(filters).length === 0) return changed
  const entries = Object.entries(filters).map(([name, values]) =>
    CONTAINER_FILTERS.includes(name) ? [name, filterOfToday(values, context)] : [name, values],
  )
  changed.set('filters', encodeJson(Object.fromEntries(entries), true))
  return changed
}

function filterOfToday(values: JsonValue | undefined, context: StepContext): JsonValue | undefined {
  if (Array.isArray(values))
    return values.map(value => (typeof value === 'string' ? current(value, context) : value))
  if (!isJsonObject(values)) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [current(name, context), value!]))
}

/** An answer with the ids that the client knows. */
export function asKnown(value: JsonValue, context: StepContext): JsonValue {
  const { successors = [] } = context
  if (successors.length === 0) return value
  const known = new Map(successors.map(({ id, legacyId }) => [id, legacyId]))
  const text = (part: string) => part.replace(FULL_IDS, id => known.get(id) ?? id)
  const each = (part: JsonValue): JsonValue => {
    if (typeof part === 'string') return text(part)
    if (Array.isArray(part)) return part.map(each)
    if (!isJsonObject(part)) return part
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [text(key), each(member!)]))
  }
  return each(value)
}

const request: OperationChange = { resolvesContainer: true, request: bodyOfToday }
const query: OperationChange = { resolvesContainer: true, query: queryOfToday }
const response: OperationChange = { resolvesContainer: true, response: asKnown }

export const legacyIds: Readonly<Record<string, OperationChange>> = {
  ContainerCreate: request,
  ContainerStart: request,
  ContainerList: query,
  ImageCommit: query,
  SystemEvents: query,
  NetworkConnect: request,
  NetworkDisconnect: request,
  NetworkInspect: response,
  NetworkList: response,
  ExecInspect: response,
}

/**
 * Image IDs: 64 hex digits up to docker 1.9, the same behind `sha256:` since 1.10, at every API version. References by digest
 * (`name@sha256:…`) look the same in both and are never touched. Daemons take either form in requests.
 */
import { at, inOrder, type ValueStep } from './json-edit.ts'

const PREFIX = 'sha256:'
const PREFIXED_ID = /^sha256:[0-9a-f]{64}$/
const ID = /^(?:[0-9a-f]{12}|[0-9a-f]{64})$/

export const bareId: ValueStep = value =>
  typeof value === 'string' && PREFIXED_ID.test(value) ? value.slice(PREFIX.length) : value

export const SHORT_ID_LENGTH = 12

/** Long or cut to 12 digits, without prefix. */
export const isBareId = (text: string): boolean => ID.test(text)

/** At each of these paths. */
export const bareIdsAt = (...paths: readonly string[]): ValueStep =>
  inOrder(...paths.map(path => at(path, bareId)))

/** 12 digits, as daemons told IDs up to docker 0.6.6. */
export const shortId: ValueStep = value =>
  typeof value === 'string' && isBareId(value) ? value.slice(0, SHORT_ID_LENGTH) : value

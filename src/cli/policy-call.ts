/** A call as `longshore policy explain` judges it: named, and translated up to the newest API version, by the rules alone. */
import { leaf } from '../api/request-shapes/shape.ts'
import { requestShapes } from '../api/request-shapes.ts'
import type { ApiVersion } from '../api/version.ts'
import { FIRST_VERSION, planHypothetical } from '../gateway/hypothetical-call.ts'
import { canonicalKeys } from '../translate/canonical-keys.ts'
import type { KeyedChange } from '../translate/change.ts'
import { decodeClientJson, type JsonValue } from '../translate/json.ts'
import { createTranslator } from '../translate/plan.ts'
import type { PrepareCall } from './policy.ts'

export interface KnownApi {
  readonly changes: readonly KeyedChange[]
  readonly newestKnown: ApiVersion
}

export function prepareCallWith({ changes, newestKnown }: KnownApi): PrepareCall {
  const translator = createTranslator(changes)
  return (method, path, text) => {
    const planned = planHypothetical({ method, path }, translator, newestKnown)
    if ('error' in planned) return planned
    const { operation, client, params, query } = planned.call
    const { plan } = planned
    const asked = new URLSearchParams(query)
    const context = {
      operation: operation.name,
      client,
      target: plan.target,
      oldestServed: FIRST_VERSION,
      params,
      query: asked,
      warn() {},
    }
    let body: JsonValue | undefined
    try {
      body = text === undefined ? undefined : decodeClientJson(text)
    } catch (error) {
      return { error: `the body is not JSON: ${(error as Error).message}` }
    }
    const canonical =
      body === undefined ? undefined : canonicalKeys(body, requestShapes[operation.name] ?? leaf)
    const isJson = operation.request === 'json'
    return {
      operation,
      client,
      params,
      query: plan.query?.(asked, context) ?? asked,
      body: isJson && plan.request !== undefined ? plan.request(canonical, context) : canonical,
    }
  }
}

/** Where the API has room for warnings: `Warnings` in the answers that create and change things (moby `api/types` at v28.5.2). */
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import type { PlannedCall } from './planned-call.ts'

const HAVE_WARNINGS = new Set(['ContainerCreate', 'ContainerUpdate', 'ServiceCreate', 'ServiceUpdate'])

/** What of the call's warnings a successful answer to it can tell. */
export const warningsShown = ({ call, warnings }: PlannedCall): readonly string[] =>
  HAVE_WARNINGS.has(call.operation.name) ? warnings : []

/** The answer with warnings behind those of the daemon. */
export function withWarnings(answer: JsonValue, warnings: readonly string[]): JsonValue {
  if (!isJsonObject(answer) || warnings.length === 0) return answer
  const daemons = Array.isArray(answer.Warnings) ? answer.Warnings : []
  return { ...answer, Warnings: [...daemons, ...warnings] }
}

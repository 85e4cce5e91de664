/**
 * What the classic builder prints: `Step 1/3 : FROM x` since docker 1.13; `Step 1 : …` before, counted from 0 in docker 0.8
 * to 1.6 (API 1.9 to 1.18). Docker 17.05 began to say `Successfully tagged` behind what scripts take for the last line.
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'

const STEP = /^Step (\d+)\/\d+ : /
const TAGGED = /^Successfully tagged /

export function legacyBuildOutput(message: JsonValue, { client }: StepContext): JsonValue | undefined {
  if (!isJsonObject(message) || typeof message.stream !== 'string') return message
  if (TAGGED.test(message.stream)) return undefined
  const first = isOlder(client, '1.9') ? 1 : 0
  const stream = message.stream.replace(STEP, (_all, step: string) => `Step ${Number(step) - 1 + first} : `)
  return stream === message.stream ? message : { ...message, stream }
}

/** The job engine of docker 0.8 to 1.6 lost the exit code of a step, which newer and older daemons tell. */
export function withoutExitCode(message: JsonValue, { client }: StepContext): JsonValue {
  if (!isJsonObject(message) || !isJsonObject(message.errorDetail) || isOlder(client, '1.9')) return message
  const { code: _code, ...errorDetail } = message.errorDetail
  return { ...message, errorDetail }
}

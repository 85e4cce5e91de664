/**
 * `GET /info` and `GET /version` of API 1.0 and 1.1, either of which told a part of what the other tells since docker 0.4.0
 * (moby `api_params.go` at v0.3.4 and v0.4.0).
 */
import { encodeJson, isJsonObject, type JsonObject } from '../translate/json.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall, madeAnswer } from './emulation.ts'

export const earlyInfo = (call: EmulatedCall): Promise<AnswerStream> =>
  withMembersOf(call, '/info', '/version', ['Version', 'GoVersion'])

export const earlyVersion = (call: EmulatedCall): Promise<AnswerStream> =>
  withMembersOf(call, '/version', '/info', ['MemoryLimit', 'SwapLimit'])

async function withMembersOf(
  { daemon }: EmulatedCall,
  path: string,
  other: string,
  members: readonly string[],
): Promise<AnswerStream> {
  const asked = await daemon.call({ method: 'GET', path })
  if (asked.status !== 200) throw new EmulatedAnswer(asked.status, asked.message)
  const { body } = await daemon.call({ method: 'GET', path: other })
  const source: JsonObject = isJsonObject(body) ? body : {}
  const added = members.flatMap(name => (source[name] === undefined ? [] : [[name, source[name]] as const]))
  return madeAnswer(
    'application/json',
    encodeJson({ ...(asked.body as JsonObject), ...Object.fromEntries(added) }, true),
  )
}

/**
 * `POST /images/load` before API 1.23, whose answer was empty, and had an error for its status (moby
 * `api/server/router/local/image.go` at v1.10.3, postImagesLoad). Daemons of today answer 200 and tell of it in the body.
 */
import { isJsonObject } from '../translate/json.ts'
import { readMessages } from '../translate/json-stream.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall } from './emulation.ts'
import { withBody } from './json-answer.ts'

/** Far longer than what a daemon says of an image (bytes). */
const MESSAGE_LIMIT_BYTES = 1024 * 1024

export async function imageLoad({ request, upload, daemon }: EmulatedCall): Promise<AnswerStream> {
  const answer = await daemon.open({ ...request, upload })
  if (answer.statusCode !== 200) return answer
  let failure: string | undefined
  for await (const message of readMessages(answer, MESSAGE_LIMIT_BYTES))
    if (isJsonObject(message) && message.error !== undefined) failure ??= String(message.error)
  if (failure !== undefined) throw new EmulatedAnswer(500, failure)
  return withBody(answer, '')
}

/**
 * The digest a push ends with: a line for people (`latest: digest: sha256:… size: 527`), and the same for programs, as
 * `aux` of a message of its own (moby `distribution/push_v2.go` at v24.0.9). With the containerd image store daemons send
 * only the line, and other things as `aux` (`daemon/containerd/image_push.go` at docker-v29.7.2).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'

const DIGEST_LINE = /^([\w.-]+): digest: (sha256:[0-9a-f]{64}) size: (\d+)$/

/** Every line gets its `aux` behind it; the daemon's own, if it sends one, says the same and is dropped. */
export function withDigestAux(message: JsonValue): JsonValue | undefined {
  if (!isJsonObject(message)) return message
  if (isJsonObject(message.aux)) return undefined
  const [, Tag, Digest, size] =
    DIGEST_LINE.exec(typeof message.status === 'string' ? message.status : '') ?? []
  if (Tag === undefined) return message
  return [message, { progressDetail: {}, aux: { Tag, Digest, Size: Number(size) } }]
}

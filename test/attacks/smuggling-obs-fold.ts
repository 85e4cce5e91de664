/** A field that goes on in the next line (RFC 9112 section 5.2): one value for one reader, another field for the other. */
import { type Attack, admitted, createBytes, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const hidden = createBytes()
  for (const fold of [
    `X: y\r\n Content-Length: ${hidden.length}`,
    `X: y\r\n\tContent-Length: ${hidden.length}`,
    `Content-Length:\r\n ${hidden.length}`,
    'Transfer-Encoding:\r\n chunked',
    ` X: y\r\nContent-Length: ${hidden.length}`,
  ])
    await repelled(
      t,
      ground,
      JSON.stringify(fold),
      `POST /v1.41/containers/none/kill HTTP/1.1\r\n${fold}\r\nHost: docker\r\n\r\n${hidden}`,
    )
  await admitted(t, ground, 'no fold', createBytes(HARMLESS))
}) satisfies Attack

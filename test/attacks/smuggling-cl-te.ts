/** Content-Length and Transfer-Encoding at once: whoever goes by the first passes on what the other takes for a second request. */
import { type Attack, admitted, createBytes, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const hidden = createBytes()
  const request = (fields: string, body: string) =>
    `POST /v1.41/containers/none/kill HTTP/1.1\r\nHost: docker\r\n${fields}\r\n\r\n${body}`
  for (const [length, encoding] of [
    ['Content-Length', 'Transfer-Encoding'],
    ['content-length', 'TRANSFER-ENCODING'],
  ] as const) {
    const body = `0\r\n\r\n${hidden}`
    await repelled(
      t,
      ground,
      `${length} first`,
      request(`${length}: ${body.length}\r\n${encoding}: chunked`, body),
    )
    await repelled(
      t,
      ground,
      `${encoding} first`,
      request(`${encoding}: chunked\r\n${length}: ${body.length}`, body),
    )
  }
  await repelled(
    t,
    ground,
    'two lengths',
    request(`Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden),
  )
  await repelled(t, ground, 'two lengths in one', request(`Content-Length: 0, ${hidden.length}`, hidden))
  for (const length of ['+0', '-1', '0x0', '0 0', ''])
    await repelled(t, ground, `the length ${length}`, request(`Content-Length: ${length}`, hidden))
  await admitted(t, ground, 'a length alone', createBytes(HARMLESS))
}) satisfies Attack

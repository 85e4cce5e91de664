/** Transfer-Encoding in a form that one of the two does not recognise, and so reads no chunks. */
import { type Attack, admitted, createBytes, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const body = `0\r\n\r\n${createBytes()}`
  for (const encoding of [
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: x',
    'Transfer-Encoding: x\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: "chunked"',
    'Transfer-Encoding: \vchunked',
    'Transfer_Encoding: chunked\r\nTransfer-Encoding: x',
    'X: y\r\n Transfer-Encoding: chunked',
    'X: y\nTransfer-Encoding: chunked',
    'Connection: transfer-encoding\r\nTransfer-Encoding: x',
  ])
    await repelled(
      t,
      ground,
      JSON.stringify(encoding),
      `POST /v1.41/exec/none/resize HTTP/1.1\r\nHost: docker\r\nContent-Length: ${body.length}\r\n${encoding}\r\n\r\n${body}`,
    )
  await admitted(t, ground, 'a request on its own', createBytes(HARMLESS))
}) satisfies Attack

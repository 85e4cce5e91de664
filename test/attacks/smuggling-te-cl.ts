/** The other way round: the chunks are believed by the filter, the length by who comes after it. */
import { type Attack, admitted, createBytes, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const hidden = createBytes()
  const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`
  const request = (fields: string, target = '/v1.41/containers/none/kill') =>
    `POST ${target} HTTP/1.1\r\nHost: docker\r\n${fields}\r\n\r\n${chunk}`
  const size = chunk.indexOf('\r\n') + 2
  await repelled(
    t,
    ground,
    'a length that ends before the chunk',
    request(`Transfer-Encoding: chunked\r\nContent-Length: ${size}`),
  )
  await repelled(
    t,
    ground,
    'the length first',
    request(`Content-Length: ${size}\r\nTransfer-Encoding: chunked`),
  )
  // Where the method has no body, a proxy may forget its framing (CVE-2026-29057).
  for (const method of ['DELETE', 'OPTIONS', 'GET', 'HEAD'])
    await repelled(
      t,
      ground,
      `chunks of a ${method}`,
      request('Transfer-Encoding: chunked').replace('POST', method),
    )
  // In well-formed chunks it is a body, and no request.
  const reached = await ground.reached(() => ground.send(request('Transfer-Encoding: chunked')))
  t.strictSame(reached, ['POST /v1.41/containers/none/kill'])
  await admitted(t, ground, 'a request on its own', createBytes(HARMLESS))
}) satisfies Attack

/** CR LF in a path, a query or a header field's value, where the request that goes on would get a line more. */
import { type Attack, admitted, create, createBytes, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

const SMUGGLED = 'x%20HTTP/1.1%0d%0aHost:%20docker%0d%0a%0d%0aPOST%20/v1.41/containers/create'

export default (async (t, ground) => {
  for (const path of [
    `/v1.41/containers/${SMUGGLED}`,
    '/v1.41/containers/create%0d%0aX-A:%20b',
    '/v1.41/containers/create%0a',
    '/v1.41/containers/create%0d',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  await repelled(
    t,
    ground,
    'CR LF in the target',
    createBytes(PRIVILEGED, 'POST /v1.41/_ping\r\nX: y /v1.41/containers/create HTTP/1.1'),
  )
  await repelled(t, ground, 'a bare CR in a field', createBytes().replace('Host: docker', 'Host: a\rX: b'))
  // In a query an escaped line end is text, and stays escaped.
  t.strictSame(
    await ground.reached(() =>
      ground.send(create(HARMLESS, `/v1.41/containers/create?platform=${SMUGGLED}`)),
    ),
    [
      `POST /v1.41/containers/create?platform=${SMUGGLED.replaceAll('%20', '+').replaceAll('/', '%2F').replaceAll(':', '%3A').replaceAll('%0d%0a', '%0D%0A')}`,
    ],
  )
  await admitted(t, ground, 'no line end', create(HARMLESS))
}) satisfies Attack

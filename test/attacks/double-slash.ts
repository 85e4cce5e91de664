/** `//` in a path: an empty segment, or the authority of a URL. */
import { type Attack, admitted, create, createBytes, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const path of [
    '//v1.41/containers/create',
    '/v1.41//containers/create',
    '/v1.41/containers//create',
    '/v1.41/containers/create/',
    '/v1.41/containers/create//',
    '///containers/create',
    '/v1.41/containers/%2fcreate',
    '//docker/v1.41/containers/create',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  for (const target of ['http://docker/v1.41/containers/create', 'http:///v1.41/containers/create'])
    await repelled(t, ground, target, createBytes(PRIVILEGED, `POST ${target} HTTP/1.1`))
  await admitted(
    t,
    ground,
    'a whole URL',
    createBytes(HARMLESS, 'POST http://docker/v1.41/containers/create HTTP/1.1'),
  )
  await admitted(t, ground, 'single slashes', create(HARMLESS))
}) satisfies Attack

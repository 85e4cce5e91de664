/** What is decoded once by the filter and once more by the daemon is two different paths. */
import { type Attack, admitted, create, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const path of [
    '/v1.41/containers%2fcreate',
    '/v1.41/containers%2Fcreate',
    '/v1.41/containers%252fcreate',
    '/v1.41/containers/%63reate',
    '/v1.41/containers/%2563reate',
    '/v1.41/%63%6f%6e%74%61%69%6e%65%72%73/create',
    '/v1%2e41/containers/create',
    '/%76%31.41/containers/create',
    '/v1.41/containers/x%2f..%2fcreate',
    '/v1.41/containers/x%252f..%252fcreate',
    '/v1.41/containers/create%3fname=x',
    '/v1.41/containers/create%',
    '/v1.41/containers/create%2',
    '/v1.41/containers/cr%u0065ate',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  const id = await ground.run(['sleep', '1000'])
  await ground.send({ method: 'POST', path: `/containers/${id}/rename?name=ordinary` })
  t.strictSame(
    await ground.reached(() => ground.send({ method: 'POST', path: '/v1.41/containers/%256frdinary/kill' })),
    ['POST /v1.41/containers/%256frdinary/kill'],
    'what is encoded twice is decoded once, and is not the container called ordinary',
  )
  await admitted(t, ground, 'a harmless create', create(HARMLESS, '/v1.41/containers/%63reate'))
}) satisfies Attack

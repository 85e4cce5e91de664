/** What may not be seen is reached without being named in the path: joined, mounted, pushed, connected, pruned. */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const { daemon, socket } = ground
  const hidden = await ground.run(['sleep', '1000'], { Labels: { hidden: 'yes' } })
  const name = 'cloaked'
  await call(daemon.socket, { method: 'POST', path: `/containers/${hidden}/rename?name=${name}` })
  await call(daemon.socket, {
    method: 'POST',
    path: '/volumes/create',
    json: { Name: name, Labels: { hidden: '' } },
  })
  await call(daemon.socket, {
    method: 'POST',
    path: '/networks/create',
    json: { Name: name, Labels: { hidden: '' } },
  })
  await call(daemon.socket, {
    method: 'POST',
    path: `/commit?container=${hidden}&repo=${name}&changes=${encodeURIComponent('LABEL hidden=yes')}`,
  })
  const post = (path: string, body: unknown = '') => create(body, `/v1.41${path}`)
  for (const [what, attempt] of [
    ['mounted', create({ ...HARMLESS, HostConfig: { Binds: [`${name}:/d`] } })],
    [
      'mounted by a service',
      post('/services/create', {
        Name: 'x',
        TaskTemplate: {
          ContainerSpec: { Image: 'busybox', Mounts: [{ Type: 'volume', Source: name, Target: '/d' }] },
        },
      }),
    ],
    ['run', create({ ...HARMLESS, Image: name })],
    ['linked', create({ ...HARMLESS, HostConfig: { Links: [`${name}:x`] } })],
    ['joined as a network', create({ ...HARMLESS, HostConfig: { NetworkMode: name } })],
    ['committed', post(`/commit?container=${name}&repo=x`)],
    ['connected', post('/networks/none/connect', { Container: name })],
    ['pushed', post(`/images/${name}/push`)],
    ['tagged', post(`/images/${name}/tag?repo=mine`)],
    ['copied as before 1.24', create({ Resource: '/etc/passwd' }, `/v1.20/containers/${name}/copy`)],
    ['started as before 1.24', create({ Privileged: false }, `/v1.20/containers/${name}/start`)],
    ...['containers', 'images', 'networks', 'volumes'].map(
      kind => [`${kind} pruned`, post(`/${kind}/prune`)] as const,
    ),
  ] as const)
    await repelled(t, ground, what, attempt)
  await admitted(t, ground, 'what is not hidden', create(HARMLESS))
  t.equal(
    (await call(socket, { path: `/v1.41/images/get?names=busybox,${name}` })).status,
    404,
    'exported among others',
  )
}) satisfies Attack

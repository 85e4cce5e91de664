/** What may not be seen is reached without being named in the path: joined, mounted, linked, pushed, pruned, its name taken. */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const { daemon, socket } = ground
  const hidden = await ground.run(['sleep', '1000'], { Labels: { hidden: 'yes' } })
  const other = await ground.run(['sleep', '1000'])
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
    [
      'linked by a connection',
      post('/networks/bridge/connect', { Container: other, EndpointConfig: { Links: [`${name}:x`] } }),
    ],
    ['described by a create', post('/volumes/create', { Name: name })],
    ['run by a service', post('/services/create', { TaskTemplate: { ContainerSpec: { Image: name } } })],
    ['its name given to another', post(`/images/busybox/tag?repo=${name}`)],
    ['its name given to a commit', post(`/commit?container=${other}&repo=${name}`)],
    ['its name given to an import', post(`/images/create?fromSrc=-&repo=${name}`)],
    ['its name given to a build', post(`/build?t=${name}`)],
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
  const bounds = (kind: string, bound: string) =>
    `/v1.41/${kind}/json?filters=${encodeURIComponent(JSON.stringify({ [bound]: { [name]: true } }))}`
  for (const path of [
    `/v1.41/images/get?names=busybox,${name}`,
    bounds('containers', 'before'),
    bounds('containers', 'since'),
    bounds('images', 'before'),
    `/v1.20/containers/json?before=${name}`,
  ])
    t.equal((await call(socket, { path })).status, 404, path)
}) satisfies Attack

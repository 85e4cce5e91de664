/**
 * A service's tasks are containers that the daemon makes itself. Swarm takes the type of a mount in any case, and one that is
 * absent for a bind; a network by its ID.
 */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, repelled } from './ground.ts'

export default (async (t, ground) => {
  const { daemon } = ground
  await call(daemon.socket, {
    method: 'POST',
    path: '/swarm/init',
    json: { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' },
  })
  const host = (await call(daemon.socket, { path: '/networks/host' })).json<{ Id: string }>().Id
  const service = (container: object, task: object = {}, name = 's') =>
    create(
      { Name: name, TaskTemplate: { ContainerSpec: { Image: 'busybox', ...container }, ...task } },
      '/v1.41/services/create',
    )
  for (const mount of [
    { Type: 'bind', Source: '/', Target: '/host' },
    { Type: 'BIND', Source: '/', Target: '/host' },
    { Source: '/', Target: '/host' },
    {
      Type: 'Volume',
      Target: '/h',
      VolumeOptions: { DriverConfig: { Options: { type: 'none', o: 'bind', device: '/' } } },
    },
  ])
    await repelled(t, ground, JSON.stringify(mount), service({ Mounts: [mount] }))
  for (const container of [
    { CapabilityAdd: ['CAP_SYS_ADMIN'] },
    { Sysctls: { 'net.ipv4.ip_forward': '1' } },
    { Privileges: { SELinuxContext: { Disable: true } } },
    { Privileges: { Seccomp: { Mode: 'unconfined' } } },
    { Privileges: { AppArmor: { Mode: 'disabled' } } },
  ])
    await repelled(t, ground, JSON.stringify(container), service(container))
  for (const Target of ['host', host, host.slice(0, 12)]) {
    await repelled(t, ground, `the network ${Target}`, service({}, { Networks: [{ Target }] }))
    await repelled(t, ground, `the network ${Target} as before 1.25`, {
      ...service({}),
      body: JSON.stringify({
        Name: 's',
        Networks: [{ Target }],
        TaskTemplate: { ContainerSpec: { Image: 'busybox' } },
      }),
    })
  }
  const plugin = {
    PluginSpec: { remote: 'x', privileges: [{ name: 'network', value: ['host'] }] },
    Runtime: 'plugin',
  }
  await repelled(t, ground, 'a plugin', service({}, plugin))
  // The door is there: asked directly, a mount without a type becomes a bind.
  await call(daemon.socket, service({ Mounts: [{ Source: '/', Target: '/host' }] }, {}, 'direct'))
  const made = (await call(daemon.socket, { path: '/services/direct' })).json<{
    Spec: { TaskTemplate: { ContainerSpec: { Mounts: { Type: string }[] } } }
  }>()
  t.equal(made.Spec.TaskTemplate.ContainerSpec.Mounts[0]?.Type, 'bind')
  await admitted(t, ground, 'an ordinary service', service({}, {}, 'ordinary'))
}) satisfies Attack

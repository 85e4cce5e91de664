/** Services and swarms changed by clients that know less of them than the daemon does. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startRegistry } from '../daemon/registry.ts'
import { ground } from '../support/ground.ts'

interface Service {
  readonly ID: string
  readonly Version: { readonly Index: number }
  readonly Spec: {
    readonly Labels: Readonly<Record<string, string>>
    readonly TaskTemplate: {
      readonly ForceUpdate: number
      readonly ContainerSpec: Readonly<Record<string, unknown>>
    }
    readonly EndpointSpec: unknown
  }
}
interface Created {
  readonly ID: string
  readonly Warnings: readonly string[] | null
}

const NOWHERE = { Constraints: ['node.labels.no==where'] }

t.test('services of a swarm', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t, { network: true, args: ['--iptables=false'] })
  const registry = await startRegistry(daemon)
  t.teardown(() => registry.stop())
  const direct = (method: string, path: string, json?: object) =>
    call(daemon.socket, { method, path: `/v1.51${path}`, ...(json && { json }) })
  const through = (version: string, path: string, json: object) =>
    call(proxy.socket, { method: 'POST', path: `/v${version}${path}`, json })
  const address = { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' }
  await direct('POST', '/swarm/init', { ...address, Spec: { EncryptionConfig: { AutoLockManagers: true } } })
  const image = `${registry.address}/box`
  await direct('POST', `/images/busybox/tag?repo=${image}&tag=1`)
  await call(daemon.socket, {
    method: 'POST',
    path: `/v1.51/images/${image}/push?tag=1`,
    headers: { 'X-Registry-Auth': 'e30=' },
  })
  const { Descriptor } = (await direct('GET', `/distribution/${image}:1/json`)).json<{
    Descriptor: { digest: string }
  }>()
  const inspect = async (id: string) => (await direct('GET', `/services/${id}`)).json<Service>()
  const spec = (Name: string, Image: string) => ({
    Name,
    TaskTemplate: { ContainerSpec: { Image }, Placement: NOWHERE },
  })

  await t.test('v1.30-service-image-digest: before 1.30 the image is pinned', async t => {
    const created = (await through('1.24', '/services/create', spec('pinned', `${image}:1`))).json<Created>()
    t.notOk(created.Warnings)
    const service = await inspect(created.ID)
    t.equal(service.Spec.TaskTemplate.ContainerSpec.Image, `${image}:1@${Descriptor.digest}`)
    const update = `/services/${created.ID}/update?version=${service.Version.Index}`
    await through('1.29', update, spec('pinned', `${image}:1`))
    t.equal(
      (await inspect(created.ID)).Spec.TaskTemplate.ContainerSpec.Image,
      `${image}:1@${Descriptor.digest}`,
    )
  })

  await t.test('an image that no registry knows makes a warning', async t => {
    const unknown = `${registry.address}/unknown`
    const created = (await through('1.29', '/services/create', spec('unknown', unknown))).json<Created>()
    t.match(created.Warnings, [new RegExp(`^image ${unknown} could not be accessed on a registry`)])
    t.equal((await inspect(created.ID)).Spec.TaskTemplate.ContainerSpec.Image, unknown)
    const record = proxy.audit().at(-1)!
    t.ok((record.losses as string[]).some(loss => loss.startsWith(`image ${unknown} could not`)))
  })

  await t.test('from 1.30 on the client pins it', async t => {
    const created = (await through('1.30', '/services/create', spec('asis', `${image}:1`))).json<Created>()
    t.equal((await inspect(created.ID)).Spec.TaskTemplate.ContainerSpec.Image, `${image}:1`)
  })

  await t.test('an update keeps what its sender is too old to know', async t => {
    const newer = {
      Hostname: 'kept',
      StopSignal: 'SIGQUIT',
      Hosts: ['10.0.0.1 friend'],
      Ulimits: [{ Name: 'nofile', Soft: 10, Hard: 20 }],
    }
    const Ports = [
      { Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'host' },
      { Protocol: 'udp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' },
    ]
    const created = (
      await direct('POST', '/services/create', {
        Name: 'rich',
        TaskTemplate: { ForceUpdate: 3, ContainerSpec: { Image: image, ...newer }, Placement: NOWHERE },
        EndpointSpec: { Ports },
      })
    ).json<Created>()
    const update = async (version: string, json: object) => {
      const { Version } = await inspect(created.ID)
      const answer = await through(version, `/services/${created.ID}/update?version=${Version.Index}`, json)
      t.equal(answer.status, 200, answer.text())
      return (await inspect(created.ID)).Spec
    }
    const known = {
      ...spec('rich', `${image}@${Descriptor.digest}`),
      Labels: { changed: 'yes' },
      EndpointSpec: { Ports: Ports.map(({ PublishMode: _newer, ...port }) => port) },
    }
    const old = await update('1.24', known)
    t.strictSame(old.Labels, { changed: 'yes' })
    t.equal(old.TaskTemplate.ForceUpdate, 3)
    t.match(old.TaskTemplate.ContainerSpec, newer)
    t.match(old.EndpointSpec, { Ports })
    const younger = await update('1.40', known)
    t.equal(younger.TaskTemplate.ContainerSpec.Hostname, undefined, 'known at 1.40, and left out')
    t.match(younger.TaskTemplate.ContainerSpec, { Ulimits: newer.Ulimits })
  })

  await t.test('v1.25-swarm-rmw: a swarm stays locked', async t => {
    const swarm = async () =>
      (await direct('GET', '/swarm')).json<{ Version: { Index: number }; Spec: Record<string, unknown> }>()
    const { Version, Spec } = await swarm()
    const { EncryptionConfig, ...known } = Spec
    t.strictSame(EncryptionConfig, { AutoLockManagers: true })
    const answer = await through('1.24', `/swarm/update?version=${Version.Index}`, known)
    t.equal(answer.status, 200, answer.text())
    t.strictSame((await swarm()).Spec.EncryptionConfig, { AutoLockManagers: true })
    const again = await through('1.30', `/swarm/update?version=${(await swarm()).Version.Index}`, known)
    t.equal(again.status, 200, again.text())
    t.strictSame((await swarm()).Spec.EncryptionConfig, { AutoLockManagers: false })
  })
})

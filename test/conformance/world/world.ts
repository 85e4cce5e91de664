/**
 * The objects on the daemon which the scenarios ask about, made once per daemon: nothing here changes while they are asked.
 */
import type { Daemon } from '../../daemon/daemon.ts'
import { call } from '../../daemon/http.ts'
import { busyboxImage } from '../../daemon/image.ts'
import { type Registry, startRegistry } from '../../daemon/registry.ts'
import type { Side } from '../side.ts'
import { createContainers } from './containers.ts'
import { createImages } from './images.ts'
import { maker } from './make.ts'
import { createNetworks, createVolumes } from './networks.ts'

export interface World {
  readonly daemon: Daemon
  /** Ids by the names which the scenarios use. */
  readonly containers: Readonly<Record<string, string>>
  readonly images: Readonly<Record<string, string>>
  readonly networks: Readonly<Record<string, string>>
  readonly execs: Readonly<Record<string, string>>
  /** Everybody may pull and push here… */
  readonly registry: Registry
  /** …and only `jo` with the password `secret` here. */
  readonly lockedRegistry: Registry
  /** Seconds since 1970, fractions included: all of the world was made in between. */
  readonly made: { readonly since: string; readonly until: string }
  /** In the phase `swarm`. */
  swarm?: SwarmWorld
}

export interface SwarmWorld {
  readonly node: string
  readonly secret: string
  readonly config: string
  readonly services: Readonly<Record<string, string>>
  /** A running task of the service `web`. */
  readonly task: string
}

export async function createWorld(daemon: Daemon): Promise<World> {
  const make = maker(daemon)
  const since = now()
  const registry = await startRegistry(daemon)
  const lockedRegistry = await startRegistry(daemon, { jo: 'secret' })
  await busyboxImage(daemon)
  const images = await createImages(make, registry)
  await createVolumes(make)
  const networks = await createNetworks(make)
  const { containers, execs } = await createContainers(make)
  return {
    ...{ daemon, registry, lockedRegistry, images, networks, containers, execs },
    // In the millisecond that has begun, the last of it was made.
    made: { since, until: now(1) },
  }
}

/** What one daemon and another have of the same name gets the name on both sides. */
export function ownNames(side: Pick<Side, 'world' | 'own'>): void {
  const { containers, images, networks, execs, registry, lockedRegistry, swarm } = side.world
  const { services = {}, ...others } = swarm ?? {}
  const byKind: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...{ containers, images, networks, execs, services, swarm: others },
  }
  for (const [kind, ids] of Object.entries(byKind))
    for (const [name, id] of Object.entries(ids)) {
      side.own(id, `${kind}: ${name}`)
      side.own(id.replace(/^sha256:/, ''), `${kind}: ${name}`)
    }
  side.own(registry.address, 'registry')
  side.own(lockedRegistry.address, 'locked registry')
}

/** Leaves a daemon that is not ours as it was. */
export async function removeWorld(world: World): Promise<void> {
  const { daemon } = world
  const remove = (path: string) =>
    call(daemon.socket, { method: 'DELETE', path: `/v${daemon.apiVersion}${path}` })
  for (const id of Object.values(world.containers)) await remove(`/containers/${id}?force=1&v=1`)
  for (const id of Object.values(world.networks)) await remove(`/networks/${id}`)
  for (const name of ['records', 'scratch', 'mounted']) await remove(`/volumes/${name}`)
  for (const id of Object.values(world.images)) await remove(`/images/${id}?force=1`)
}

export async function closeWorld(world: World): Promise<void> {
  await world.registry.stop()
  await world.lockedRegistry.stop()
}

function now(laterMs = 0): string {
  return ((Date.now() + laterMs) / 1000).toFixed(3)
}

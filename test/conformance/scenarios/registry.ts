/** Pulling from and pushing to a registry. */
import { registryAuth } from '../../daemon/registry.ts'
import { tar } from '../../daemon/tar.ts'
import { calls, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const post = (path: string, headers: Record<string, string> = {}) => ({ method: 'POST', path, headers })
const nobody = { 'X-Registry-Auth': registryAuth({}) }
const jo = { 'X-Registry-Auth': registryAuth({ username: 'jo', password: 'secret' }) }
const wrong = { 'X-Registry-Auth': registryAuth({ username: 'jo', password: 'wrong' }) }

async function boxInLockedRegistry(side: Side): Promise<string> {
  const { address } = side.world.lockedRegistry
  await side.tidy(post(`/images/busybox/tag?repo=${address}/box`))
  side.later(() => side.tidy({ method: 'DELETE', path: `/images/${address}/box` }))
  return `/images/${address}/box/push?tag=latest`
}

export const registry = [
  ...plays('ImageCreate', {
    'pull of what is there': side =>
      side.ask(post(`/images/create?fromImage=${side.world.registry.address}/box&tag=1`, nobody)),
    'pull of what is not there': async side => {
      const name = `${side.world.registry.address}/box:1`
      await side.tidy({ method: 'DELETE', path: `/images/${name}` })
      await side.ask(post(`/images/create?fromImage=${name}`))
    },
    'pull by digest': async side => {
      const name = `${side.world.registry.address}/box`
      const inspected = await side.tidy({ path: `/images/${name}:1/json` })
      const digest = inspected.json<{ RepoDigests: string[] }>().RepoDigests[0]
      await side.ask(post(`/images/create?fromImage=${digest}`))
      await side.ask(post(`/images/create?fromImage=${name}&tag=${digest?.split('@')[1]}`))
    },
    'pull of all tags': side => side.ask(post(`/images/create?fromImage=${side.world.registry.address}/box`)),
  }),
  // Equal pulls and pushes that come at a time are joined: the later ones miss what was said before.
  ...calls(
    'ImageCreate',
    {
      'pull of no such image': world =>
        post(`/images/create?fromImage=${world.registry.address}/nowhere&tag=1`),
      'pull of no such tag': world =>
        post(`/images/create?fromImage=${world.registry.address}/box&tag=nowhere`),
      'pull from no registry': post('/images/create?fromImage=127.0.0.1:1/x&tag=1'),
      'pull of a bad name': post('/images/create?fromImage=UPPER&tag=1'),
      'pull of a bad tag': post('/images/create?fromImage=x&tag=a%20b'),
      'pull without a password': world =>
        post(`/images/create?fromImage=${world.lockedRegistry.address}/x&tag=1`),
      'pull with the wrong password': world =>
        post(`/images/create?fromImage=${world.lockedRegistry.address}/x&tag=1`, wrong),
      'pull of nothing with the right password': world =>
        post(`/images/create?fromImage=${world.lockedRegistry.address}/x&tag=1`, jo),
      'pull with a garbled password': world =>
        post(`/images/create?fromImage=${world.registry.address}/box&tag=1`, { 'X-Registry-Auth': '%%%' }),
      'pull of a foreign platform': world =>
        post(`/images/create?fromImage=${world.registry.address}/box&tag=1&platform=linux/arm64`),
      'pull of a bad platform': world =>
        post(`/images/create?fromImage=${world.registry.address}/box&tag=1&platform=a/b/c/d`),
    },
    { atATime: 1 },
  ),
  ...plays(
    'ImagePush',
    {
      'what is there': side =>
        side.ask(post(`/images/${side.world.registry.address}/box/push?tag=1`, nobody)),
      'what is not there': async side => {
        const { address } = side.world.registry
        // A new name each time: the registry forgets nothing.
        const name = `box-${side.version.replace('.', '-')}-${side.name}-${Date.now()}`
        side.own(name, 'repository')
        await side.tidy(post(`/images/busybox/tag?repo=${address}/${name}`))
        side.later(() => side.tidy({ method: 'DELETE', path: `/images/${address}/${name}` }))
        await side.ask(post(`/images/${address}/${name}/push`, nobody))
      },
      'what the registry has no layer of': async side => {
        const name = `${side.world.registry.address}/layer`
        const body = tar([{ name: 'new', content: Math.random().toFixed(12) }])
        const path = `/images/create?fromSrc=-&repo=${name}`
        await side.tidy({ method: 'POST', path, body })
        side.later(() => side.tidy({ method: 'DELETE', path: `/images/${name}` }))
        await side.ask(post(`/images/${name}/push`, nobody))
      },
      'with the right password': async side => {
        const push = await boxInLockedRegistry(side)
        await side.tidy(post(push, jo))
        await side.ask(post(push, jo))
        await side.ask(post(push, wrong))
        await side.ask(post(push, nobody))
      },
      'credentials in the body': async side => {
        const push = await boxInLockedRegistry(side)
        await side.tidy(post(push, jo))
        await side.ask({ method: 'POST', path: push, json: { username: 'jo', password: 'secret' } })
      },
    },
    { turns: ['1.30', '1.46'] },
  ),
  ...calls(
    'ImagePush',
    {
      nowhere: post('/images/nowhere/push', nobody),
      'no such tag': world => post(`/images/${world.registry.address}/box/push?tag=nowhere`, nobody),
      'no registry': post('/images/full/push?tag=1', nobody),
      'bad name': post('/images/UPPER/push', nobody),
      'no credentials at all': post('/images/nowhere/push'),
      'a platform': world =>
        post(
          `/images/${world.registry.address}/box/push?tag=1&platform=${encodeURIComponent('{"os":"linux","architecture":"amd64"}')}`,
          nobody,
        ),
    },
    { atATime: 1 },
  ),
]

/** Secrets and configs: what a swarm keeps for its services. */
import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const post = (path: string, json: object = {}) => ({ method: 'POST', path, json })
const swarm = { phase: 'swarm' } as const

/** Secrets and configs differ in their path only. */
export function swarmData(kind: 'Secret' | 'Config', path: string, id: 'secret' | 'config') {
  const Data = Buffer.from('hush').toString('base64')
  const create = async (side: Side, json: object): Promise<string> => {
    const made = await side.ask(post(`/${path}/create`, json))
    const ID = made.status === 201 ? made.json<{ ID: string }>().ID : ''
    side.own(ID, id)
    if (ID) side.later(() => side.tidy({ method: 'DELETE', path: `/${path}/${ID}` }))
    return ID
  }
  const versionOf = async (side: Side, ID: string) =>
    (await side.tidy({ path: `/${path}/${ID}` })).json<{ Version: { Index: number } }>().Version.Index
  return [
    ...calls(
      `${kind}List`,
      {
        all: `/${path}`,
        'by name': `/${path}?${filters({ name: ['password', 'settings'] })}`,
        'by label': `/${path}?${filters({ label: ['longshore.conformance'] })}`,
        'unknown filter': `/${path}?${filters({ nonsense: ['x'] })}`,
      },
      swarm,
    ),
    ...calls(
      `${kind}Inspect`,
      { 'by id': world => `/${path}/${world.swarm?.[id]}`, nowhere: `/${path}/nowhere` },
      swarm,
    ),
    ...plays(
      `${kind}Create`,
      {
        'made and changed': async side => {
          const ID = await create(side, { Name: 'made', Data, Labels: { a: 'b' } })
          const update = (version: number | string, json: object) =>
            side.ask(post(`/${path}/${ID}/update?version=${version}`, json))
          await update(await versionOf(side, ID), { Name: 'made', Data, Labels: { a: 'c' } })
          await update(await versionOf(side, ID), { Name: 'made', Data: '', Labels: {} })
          await update('x', {})
          await side.ask({ method: 'DELETE', path: `/${path}/${ID}` })
          await side.ask({ method: 'DELETE', path: `/${path}/${ID}` })
        },
        'with a template': async side => {
          const ID = await create(side, { Name: 'made', Data, Templating: { Name: 'golang' } })
          if (ID) await side.look(`/${path}/${ID}`)
        },
      },
      swarm,
    ),
    ...calls(
      `${kind}Create`,
      {
        'name taken': post(`/${path}/create`, { Name: id === 'secret' ? 'password' : 'settings', Data }),
        'bad name': post(`/${path}/create`, { Name: 'a b', Data }),
        'no data': post(`/${path}/create`, { Name: 'made' }),
        'no JSON': {
          ...{ method: 'POST', path: `/${path}/create`, body: '{' },
          headers: { 'Content-Type': 'application/json' },
        },
      },
      swarm,
    ),
    ...calls(
      `${kind}Update`,
      {
        nowhere: post(`/${path}/nowhere/update?version=1`, { Name: 'x' }),
        'no version': post(`/${path}/x/update`),
      },
      swarm,
    ),
    ...calls(
      `${kind}Delete`,
      { 'in use': world => ({ method: 'DELETE', path: `/${path}/${world.swarm?.[id]}` }) },
      swarm,
    ),
  ]
}

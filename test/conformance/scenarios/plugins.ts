import { registryAuth } from '../../daemon/registry.ts'
import { tar } from '../../daemon/tar.ts'
import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })
const nobody = { 'X-Registry-Auth': registryAuth({}) }

/** Installed it asks for a network and a variable. It runs nothing that could be enabled. */
const config = {
  ...{ description: 'made here', documentation: 'https://example.test', entrypoint: ['/nothing'] },
  interface: { types: ['docker.volumedriver/1.0'], socket: 'nothing.sock' },
  ...{ network: { type: 'host' }, workdir: '/', linux: { capabilities: ['CAP_NET_ADMIN'] } },
  env: [{ name: 'COLOUR', description: 'of it', settable: ['value'], value: 'blue' }],
  args: { name: 'args', description: '', settable: ['value'], value: [] },
  mounts: [],
}

const context = tar([
  { name: 'config.json', content: JSON.stringify(config) },
  { name: 'rootfs/' },
  { name: 'rootfs/nothing', content: 'nothing\n', mode: 0o755 },
])

async function create(side: Side, name: string, ask = true): Promise<void> {
  const request = {
    ...{ method: 'POST', path: `/plugins/create?name=${name}`, body: context },
    headers: { 'Content-Type': 'application/x-tar' },
  }
  await (ask ? side.ask(request) : side.tidy(request))
  await own(side, name)
}

/** Each installation has an id of its own. */
async function own(side: Side, name: string): Promise<void> {
  const installed = await side.tidy({ path: `/plugins/${name}/json` })
  if (installed.status === 200) side.own(installed.json<{ Id: string }>().Id, 'plugin')
  side.later(() => side.tidy({ method: 'DELETE', path: `/plugins/${name}?force=1` }))
}

export const plugins = [
  ...calls('PluginList', {
    all: '/plugins',
    enabled: `/plugins?${filters({ enabled: ['true'] })}`,
    'by capability': `/plugins?${filters({ capability: ['volumedriver'] })}`,
    'unknown filter': `/plugins?${filters({ nonsense: ['x'] })}`,
    'filters that are no JSON': '/plugins?filters=x',
  }),
  ...plays(
    'PluginCreate',
    {
      'made, seen, set, removed': async side => {
        await create(side, 'made')
        await side.ask({ path: '/plugins/made/json' })
        await side.ask({ path: '/plugins' })
        await side.ask({ path: `/plugins?${filters({ capability: ['volumedriver'], enabled: ['false'] })}` })
        await side.ask({ ...post('/plugins/made/set'), json: ['COLOUR=red'] })
        await side.ask({ ...post('/plugins/made/set'), json: ['NOTHING=red'] })
        await side.look('/plugins/made/json')
        // To be enabled it would have to run.
        await side.ask(post('/plugins/made/enable?timeout=x'))
        await side.ask(post('/plugins/made/disable'))
        await create(side, 'made')
        await side.ask({ method: 'DELETE', path: '/plugins/made' })
        await side.ask({ method: 'DELETE', path: '/plugins/made' })
      },
    },
    { since: '1.25' },
  ),
  // Only one creates a plugin of one name at a time.
  ...calls(
    'PluginCreate',
    {
      'no name': { ...post('/plugins/create'), body: context },
      'no archive': { ...post('/plugins/create?name=made'), body: 'no archive' },
      nothing: post('/plugins/create?name=made'),
    },
    { atATime: 1 },
  ),
  ...plays(
    'PluginPull',
    {
      'pushed, removed, pulled': async side => {
        const name = `${side.world.registry.address}/plugin-${side.name}:1`
        side.own(`plugin-${side.name}`, 'plugin name')
        await create(side, name, false)
        // The first time its layers are sent side by side, and told of in no order.
        await side.tidy({ ...post(`/plugins/${name}/push`), headers: nobody })
        await side.ask({ ...post(`/plugins/${name}/push`), headers: nobody })
        await side.tidy({ method: 'DELETE', path: `/plugins/${name}` })
        const remote = `remote=${name}`
        const privileges = await side.ask({ path: `/plugins/privileges?${remote}`, headers: nobody })
        const granted = privileges.status === 200 ? privileges.json<object>() : []
        // So are they when they come.
        await side.tidy({ ...post(`/plugins/pull?${remote}`, granted), headers: nobody })
        await own(side, name)
        await side.look(`/plugins/${name}/json`)
        await side.ask({ ...post(`/plugins/pull?${remote}`, granted), headers: nobody })
        await side.ask({ method: 'DELETE', path: `/plugins/${name}?force=1` })
      },
    },
    { turns: ['1.26'], since: '1.25' },
  ),
  ...calls('PluginInspect', { nowhere: '/plugins/nowhere/json' }),
  ...calls('GetPluginPrivileges', {
    'no such registry': '/plugins/privileges?remote=127.0.0.1:1/x',
    'no name': '/plugins/privileges',
    'of an image': world => `/plugins/privileges?remote=${world.registry.address}/box:1`,
  }),
  ...calls('PluginEnable', {
    nowhere: post('/plugins/nowhere/enable?timeout=1'),
    'no number': post('/plugins/nowhere/enable?timeout=x'),
  }),
  ...calls('PluginDisable', { nowhere: post('/plugins/nowhere/disable') }),
  ...calls('PluginDelete', { nowhere: { method: 'DELETE', path: '/plugins/nowhere' } }),
  ...calls('PluginSet', {
    nowhere: { ...post('/plugins/nowhere/set'), json: ['A=b'] },
    'no JSON': {
      ...{ ...post('/plugins/nowhere/set'), body: '{' },
      headers: { 'Content-Type': 'application/json' },
    },
  }),
  ...calls('PluginPull', { 'no such registry': { ...post('/plugins/pull?remote=127.0.0.1:1/x'), json: [] } }),
  ...calls('PluginPush', { nowhere: post('/plugins/nowhere/push') }),
  ...calls('PluginUpgrade', {
    nowhere: { ...post('/plugins/nowhere/upgrade?remote=127.0.0.1:1/x'), json: [] },
  }),
]

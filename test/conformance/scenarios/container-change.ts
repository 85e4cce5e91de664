/** Renaming, updating, resizing and pruning. */
import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

async function make(side: Side, name: string, definition: object = {}): Promise<void> {
  const json = { Image: 'busybox', Cmd: ['true'], HostConfig: { NetworkMode: 'none' }, ...definition }
  const made = await side.tidy({ method: 'POST', path: `/containers/create?name=${name}`, json })
  side.own(made.json<{ Id: string }>().Id, 'container')
  side.later(() => side.tidy({ method: 'DELETE', path: `/containers/${name}?force=1&v=1` }))
}

export const containerChange = [
  ...plays('ContainerRename', {
    'to a free name': async side => {
      await make(side, 'before')
      side.later(() => side.tidy({ method: 'DELETE', path: '/containers/after' }))
      await side.ask(post('/containers/before/rename?name=after'))
      await side.ask(post('/containers/after/rename?name=running'))
      await side.ask(post('/containers/after/rename?name=after'))
      await side.ask(post('/containers/after/rename?name=a%20b'))
    },
  }),
  ...calls('ContainerRename', {
    nowhere: post('/containers/nowhere/rename?name=x'),
    'no name': post('/containers/created/rename'),
  }),
  ...plays('ContainerUpdate', {
    limits: async side => {
      await make(side, 'updated', { HostConfig: { NetworkMode: 'none', Memory: 16_777_216, MemorySwap: -1 } })
      const update = (json: object) => side.ask(post('/containers/updated/update', json))
      await update({ Memory: 33_554_432, CpuShares: 700, CpusetCpus: '0', PidsLimit: 50 })
      await side.look('/containers/updated/json')
      await update({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 } })
      await update({ RestartPolicy: { Name: 'always', MaximumRetryCount: 4 } })
      await update({ PidsLimit: 0, KernelMemory: 8_388_608, BlkioWeight: 300, NanoCpus: 500_000_000 })
      await update({})
      await side.look('/containers/updated/json')
      await update({ Memory: 1 })
      await update({ CpusetCpus: 'nonsense' })
    },
  }),
  ...calls('ContainerUpdate', {
    nowhere: post('/containers/nowhere/update', { Memory: 8_388_608 }),
    'no JSON': {
      ...post('/containers/created/update'),
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    },
    'no Content-Type': { ...post('/containers/created/update'), body: '{}' },
  }),
  ...calls('ContainerResize', {
    'a TTY': post('/containers/echo-tty/resize?h=30&w=90'),
    'no TTY': post('/containers/echo/resize?h=30&w=90'),
    'not running': post('/containers/created/resize?h=30&w=90'),
    nowhere: post('/containers/nowhere/resize?h=30&w=90'),
    'no number': post('/containers/echo-tty/resize?h=x&w=90'),
    'no size': post('/containers/echo-tty/resize'),
    'too large': post('/containers/echo-tty/resize?h=99999999999&w=1'),
  }),
  ...plays('ContainerPrune', {
    labelled: async side => {
      await make(side, 'pruned', { Labels: { pruned: 'yes' } })
      await side.ask(post(`/containers/prune?${filters({ label: ['pruned=yes'] })}`))
      await side.ask(post(`/containers/prune?${filters({ label: ['pruned=yes'] })}`))
    },
    'by what it is not': async side => {
      await make(side, 'pruned', { Labels: { pruned: 'no' } })
      const but = (label: string) =>
        filters({ label: ['pruned=no'], 'label!': [label], until: ['9999999999'] })
      await side.ask(post(`/containers/prune?${but('pruned')}`))
      await side.ask(post(`/containers/prune?${but('pruned=yes')}`))
    },
  }),
  ...calls(
    'ContainerPrune',
    {
      'unknown filter': post(`/containers/prune?${filters({ nonsense: ['x'] })}`),
      'bad time': post(`/containers/prune?${filters({ until: ['x'] })}`),
      'no JSON': post('/containers/prune?filters=x'),
    },
    { atATime: 1 },
  ),
  ...calls('CheckpointList', { 'not experimental': '/containers/running/checkpoints' }),
  ...calls('CheckpointDelete', {
    'not experimental': { method: 'DELETE', path: '/containers/running/checkpoints/x' },
  }),
  ...calls('CheckpointCreate', {
    'not experimental': post('/containers/running/checkpoints', { CheckpointID: 'x' }),
  }),
]

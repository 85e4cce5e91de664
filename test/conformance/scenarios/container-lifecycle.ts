/** Starting, stopping and everything in between. */
import { setTimeout as sleep } from 'node:timers/promises'
import { calls, plays } from '../scenario.ts'
import type { Side } from '../side.ts'
import { WAIT } from '../world/containers.ts'

const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

async function make(side: Side, definition: object = {}, name = 'lively'): Promise<void> {
  const json = {
    Image: 'busybox',
    Cmd: ['sh', '-c', WAIT],
    // Killed rather than asked: it may not have come to its trap yet.
    StopSignal: 'SIGKILL',
    HostConfig: { NetworkMode: 'none' },
    ...definition,
  }
  const made = await side.tidy({ method: 'POST', path: `/containers/create?name=${name}`, json })
  side.own(made.json<{ Id: string }>().Id, 'container')
  side.later(() => side.tidy({ method: 'DELETE', path: `/containers/${name}?force=1&v=1` }))
}

/** The daemon hears of it from containerd, some time after it has answered. */
async function paused(side: Side, expected: boolean): Promise<void> {
  const isPaused = async () =>
    (await side.tidy({ path: '/containers/linked/json' })).json<{ State: { Paused: boolean } }>().State.Paused
  while ((await isPaused()) !== expected) await sleep(5)
}

export const containerLifecycle = [
  ...plays(
    'ContainerStart',
    {
      'from start to removal': async side => {
        await make(side)
        await side.ask(post('/containers/lively/start'))
        await side.look('/containers/lively/json')
        await side.ask(post('/containers/lively/start'))
        await side.ask(post('/containers/lively/restart?t=0'))
        await side.ask(post('/containers/lively/stop?t=1'))
        await side.look('/containers/lively/json')
        await side.ask(post('/containers/lively/stop?t=1'))
        await side.ask(post('/containers/lively/kill'))
        await side.ask({ method: 'DELETE', path: '/containers/lively?v=1' })
      },
      'no such command': async side => {
        await make(side, { Cmd: ['/no/such/command'] })
        await side.ask(post('/containers/lively/start'))
        await side.look('/containers/lively/json')
      },
      // Made anew under another id, which is the client's business in no more than these paths of files.
      'with a configuration': async side => {
        await make(side, { Cmd: ['true'] }, 'made')
        const json = { Memory: 8_388_608, Dns: ['10.0.0.53'], NetworkMode: 'none', PortBindings: {} }
        await side.ask(post('/containers/made/start', json))
        await side.tidy(post('/containers/made/wait'))
        side.own((await side.tidy({ path: '/containers/made/json' })).json<{ Id: string }>().Id, 'container')
        await side.ask({ path: '/containers/made/json' })
      },
      'bad detach keys': async side => {
        await make(side, { Cmd: ['true'] })
        await side.ask(post('/containers/lively/start?detachKeys=nonsense'))
      },
      'with an empty object': async side => {
        await make(side, { Cmd: ['true'] })
        await side.ask(post('/containers/lively/start', {}))
      },
    },
    { turns: ['1.20', '1.24', '1.30', '1.42'] },
  ),
  ...calls('ContainerStart', {
    nowhere: post('/containers/nowhere/start'),
    'runs already': post('/containers/running/start'),
    paused: post('/containers/paused/start'),
    'no such checkpoint': post('/containers/running/start?checkpoint=x'),
  }),
  ...plays(
    'ContainerKill',
    {
      'with and without a signal': async side => {
        await make(side)
        await side.tidy(post('/containers/lively/start'))
        await side.ask(post('/containers/lively/kill?signal=USR1'))
        await side.ask(post('/containers/lively/kill?signal=SIGUSR1'))
        await side.ask(post('/containers/lively/kill?signal=10'))
        await side.ask(post('/containers/lively/kill'))
        await side.tidy(post('/containers/lively/wait'))
        await side.ask(post('/containers/lively/kill'))
      },
    },
    { turns: ['1.20', '1.24'] },
  ),
  ...calls('ContainerKill', {
    nowhere: post('/containers/nowhere/kill'),
    'no such signal': post('/containers/running/kill?signal=NONSENSE'),
    'not running': post('/containers/created/kill'),
    'not running, no such signal': post('/containers/created/kill?signal=NONSENSE'),
    'ignored signal': post('/containers/running/kill?signal=USR1'),
  }),
  ...calls('ContainerStop', {
    nowhere: post('/containers/nowhere/stop'),
    'not running': post('/containers/created/stop'),
    'no number': post('/containers/created/stop?t=x'),
    'a signal': post('/containers/created/stop?signal=USR1'),
    'no such signal': post('/containers/created/stop?signal=NONSENSE'),
  }),
  ...calls('ContainerRestart', {
    nowhere: post('/containers/nowhere/restart?t=0'),
    'no number': post('/containers/nowhere/restart?t=x'),
  }),
  ...plays('ContainerPause', {
    'there and back': async side => {
      await side.ask(post('/containers/linked/pause'))
      side.later(() => side.tidy(post('/containers/linked/unpause')))
      await paused(side, true)
      await side.ask(post('/containers/linked/pause'))
      await side.ask(post('/containers/linked/unpause'))
      await paused(side, false)
      await side.ask(post('/containers/linked/unpause'))
    },
  }),
  ...calls('ContainerPause', {
    nowhere: post('/containers/nowhere/pause'),
    'not running': post('/containers/created/pause'),
  }),
  ...calls('ContainerUnpause', {
    nowhere: post('/containers/nowhere/unpause'),
    'not running': post('/containers/created/unpause'),
    'not paused': post('/containers/running/unpause'),
  }),
  ...calls('ContainerWait', {
    nowhere: post('/containers/nowhere/wait'),
    'ended with a code': post('/containers/chatty/wait'),
    'ended by a signal': post('/containers/crashed/wait'),
    'never started': post('/containers/created/wait'),
    'not running': post('/containers/chatty/wait?condition=not-running'),
    'unknown condition': post('/containers/chatty/wait?condition=nonsense'),
  }),
  // Older versions answer when the container does not run, which it does neither before nor after.
  ...plays(
    'ContainerWait',
    {
      'for the next exit': async side => {
        await make(side, { Cmd: ['sh', '-c', 'exit 7'] })
        const meanwhile = () => side.tidy(post('/containers/lively/start'))
        await side.converse({ path: '/containers/lively/wait?condition=next-exit' }, { meanwhile })
      },
      'for the removal': async side => {
        await make(side, {
          Cmd: ['sh', '-c', 'exit 7'],
          HostConfig: { AutoRemove: true, NetworkMode: 'none' },
        })
        const meanwhile = () => side.tidy(post('/containers/lively/start'))
        await side.converse({ path: '/containers/lively/wait?condition=removed' }, { meanwhile })
      },
    },
    { since: '1.30', turns: ['1.34', '1.42'] },
  ),
  ...plays(
    'ContainerWait',
    {
      'while it runs': async side => {
        await make(side)
        await side.tidy(post('/containers/lively/start'))
        const waiting = side.ask(post('/containers/lively/wait'))
        await side.tidy(post('/containers/lively/kill'))
        await waiting
      },
    },
    { turns: ['1.30', '1.34'] },
  ),
  ...plays(
    'ContainerDelete',
    {
      'by force, with volumes': async side => {
        await make(side, { Volumes: { '/v': {} } })
        await side.tidy(post('/containers/lively/start'))
        await side.ask({ method: 'DELETE', path: '/containers/lively?force=1&v=1' })
        await side.ask({ method: 'DELETE', path: '/containers/lively' })
      },
      'a link': async side => {
        await make(side, { HostConfig: { NetworkMode: 'bridge', Links: ['running:ally'] } })
        await side.ask({ method: 'DELETE', path: '/containers/lively/ally?link=1' })
        await side.ask({ method: 'DELETE', path: '/containers/lively/ally?link=1' })
      },
    },
    { turns: ['1.24'] },
  ),
  // A removal that is under way, even one to be refused, makes the daemon refuse the next.
  ...calls(
    'ContainerDelete',
    {
      nowhere: { method: 'DELETE', path: '/containers/nowhere' },
      running: { method: 'DELETE', path: '/containers/running' },
      paused: { method: 'DELETE', path: '/containers/paused' },
    },
    { atATime: 1 },
  ),
]

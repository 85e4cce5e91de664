import { setTimeout as sleep } from 'node:timers/promises'
import { calls, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const upgrade = { Connection: 'Upgrade', Upgrade: 'tcp' }
const output = { AttachStdout: true, AttachStderr: true }
const shell = (script: string) => ['sh', '-c', script]

async function create(side: Side, json: object, container = 'running', ask = false): Promise<string> {
  const request = { method: 'POST', path: `/containers/${container}/exec`, json }
  const made = ask ? await side.ask(request) : await side.tidy(request)
  const id = made.status === 201 ? made.json<{ Id: string }>().Id : ''
  side.own(id, 'exec')
  return id
}

/** Its output ends some time before the daemon hears of its end from containerd. */
async function ended(side: Side, id: string): Promise<void> {
  const running = async () =>
    (await side.tidy({ path: `/exec/${id}/json` })).json<{ Running: boolean }>().Running
  while (await running()) await sleep(5)
}

export const exec = [
  ...plays('ContainerExec', {
    'as it goes': side => create(side, { ...output, Cmd: ['true'] }, 'running', true),
    'all options': async side => {
      const id = await create(
        side,
        {
          ...{ AttachStdin: true, ...output, DetachKeys: 'ctrl-a', Tty: true, Cmd: ['id'], User: '0:0' },
          ...{ Privileged: true, WorkingDir: '/tmp', Env: ['A=b', 'C='], ConsoleSize: [24, 80] },
        },
        'running',
        true,
      )
      await side.look(`/exec/${id}/json`)
    },
  }),
  ...calls('ContainerExec', {
    'no command': { method: 'POST', path: '/containers/running/exec', json: {} },
    'bad detach keys': {
      method: 'POST',
      path: '/containers/running/exec',
      json: { Cmd: ['true'], DetachKeys: 'nonsense' },
    },
    'no JSON': {
      method: 'POST',
      path: '/containers/running/exec',
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    },
    'no Content-Type': { method: 'POST', path: '/containers/running/exec', body: '{"Cmd":["true"]}' },
    nowhere: { method: 'POST', path: '/containers/nowhere/exec', json: { Cmd: ['true'] } },
    'not running': { method: 'POST', path: '/containers/created/exec', json: { Cmd: ['true'] } },
    paused: { method: 'POST', path: '/containers/paused/exec', json: { Cmd: ['true'] } },
  }),
  ...plays(
    'ExecStart',
    {
      attached: async side => {
        const id = await create(side, { ...output, Cmd: shell('echo out; sleep 0.2; echo err >&2; exit 5') })
        await side.converse({ path: `/exec/${id}/start`, headers: upgrade, json: {}, read: 'stdcopy' })
        await ended(side, id)
        await side.ask({ method: 'POST', path: `/exec/${id}/start`, json: {} })
      },
      'attached, no upgrade': async side => {
        const id = await create(side, { ...output, Cmd: ['echo', 'out'] })
        await side.converse({ path: `/exec/${id}/start`, json: { Detach: false }, read: 'stdcopy' })
      },
      'attached, TTY': async side => {
        const id = await create(side, { ...output, Tty: true, Cmd: ['echo', 'out'] })
        const json = { Tty: true, ConsoleSize: [24, 80] }
        await side.converse({ path: `/exec/${id}/start`, headers: upgrade, json, read: 'text' })
      },
      'attached with stdin': async side => {
        const id = await create(side, { ...output, AttachStdin: true, Cmd: ['wc', '-c'] })
        const request = { path: `/exec/${id}/start`, headers: upgrade, json: {}, read: 'stdcopy' } as const
        await side.converse(request, { send: 'four', end: true })
      },
      detached: async side => {
        const id = await create(side, { Cmd: ['true'] })
        await side.ask({ method: 'POST', path: `/exec/${id}/start`, json: { Detach: true } })
      },
      'no such command': async side => {
        const id = await create(side, { ...output, Cmd: ['/no/such/command'] })
        await side.converse({ path: `/exec/${id}/start`, headers: upgrade, json: {}, read: 'stdcopy' })
      },
      'no such command, detached': async side => {
        const id = await create(side, { Cmd: ['/no/such/command'] })
        await side.ask({ method: 'POST', path: `/exec/${id}/start`, json: { Detach: true } })
      },
      'size without a TTY': async side => {
        const id = await create(side, { ...output, Cmd: ['true'] })
        await side.ask({
          method: 'POST',
          path: `/exec/${id}/start`,
          json: { Detach: true, ConsoleSize: [24, 80] },
        })
      },
    },
    { turns: ['1.22', '1.24', '1.42'] },
  ),
  ...calls('ExecStart', {
    nowhere: { method: 'POST', path: '/exec/nowhere/start', json: {} },
    'no body': { method: 'POST', path: '/exec/nowhere/start' },
    'ended already': world => ({ method: 'POST', path: `/exec/${world.execs.done}/start`, json: {} }),
    'runs already': world => ({ method: 'POST', path: `/exec/${world.execs.running}/start`, json: {} }),
  }),
  ...calls('ExecInspect', {
    fresh: world => `/exec/${world.execs.fresh}/json`,
    running: world => `/exec/${world.execs.running}/json`,
    done: world => `/exec/${world.execs.done}/json`,
    nowhere: '/exec/nowhere/json',
  }),
  ...calls('ExecResize', {
    running: world => ({ method: 'POST', path: `/exec/${world.execs.running}/resize?h=30&w=90` }),
    'no number': world => ({ method: 'POST', path: `/exec/${world.execs.running}/resize?h=x&w=90` }),
    'no size': world => ({ method: 'POST', path: `/exec/${world.execs.running}/resize` }),
    done: world => ({ method: 'POST', path: `/exec/${world.execs.done}/resize?h=30&w=90` }),
    nowhere: { method: 'POST', path: '/exec/nowhere/resize?h=30&w=90' },
  }),
]

/** The calls that were recorded, made again at the same version. Each gives its answer by the name it has in the recording. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiVersion, isOlder } from '../../src/api/version.ts'
import { type Answer, call, type Request } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'

/** A container of the exec that is inspected lives as long as the scenario; this is longer (seconds). */
const LONG = '1000'
const WHILE_RUNNING = ['sh', '-c', `echo tick; sleep ${LONG}`]

/** Configuration of a container as clients of that time sent it, with every member. */
const config = (Cmd: readonly string[]) => ({
  Hostname: '',
  User: '',
  Memory: 0,
  MemorySwap: 0,
  CpuShares: 0,
  AttachStdin: false,
  AttachStdout: true,
  AttachStderr: true,
  PortSpecs: null,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd,
  Dns: null,
  Image: 'busybox',
  Volumes: {},
  VolumesFrom: '',
})

const asJson = { 'Content-Type': 'application/json' }

/** @param socket Longshore's */
export async function replay(socket: string, version: ApiVersion): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const plain = (request: Request) => call(socket, { ...request, path: `/v${version}${request.path}` })
  const named = async (name: string, request: Request): Promise<Answer> => {
    const answer = await plain(request)
    answers.set(name, answer)
    return answer
  }
  const get = (name: string, path: string) => named(name, { path })
  const post = (name: string, path: string, json?: unknown) =>
    named(name, {
      method: 'POST',
      path,
      ...(json === undefined ? {} : { headers: asJson, body: JSON.stringify(json) }),
    })
  const began = Math.floor(Date.now() / 1000) - 1

  await busyboxImage({ socket })
  await plain({ method: 'POST', path: '/images/create?fromSrc=-', body: Buffer.alloc(1024) })
  await plain({ method: 'POST', path: '/images/busybox/tag?repo=myrepo&tag=t1&force=0' })
  await get('version', '/version')
  await get('images', '/images/json')
  await get('images-filters-dangling', `/images/json?filters=${encodeURIComponent('{"dangling":["true"]}')}`)
  await get('image-inspect', '/images/busybox/json')
  await get('image-inspect-missing', '/images/nosuch/json')
  await get('history', '/images/busybox/history')

  const ended = config(['sh', '-c', 'echo out; echo err >&2; echo data > /newfile; rm /etc/passwd; exit 3'])
  const { Id: exited } = (await post('create-ok', '/containers/create', ended)).json<{ Id: string }>()
  await post('create-nosuch', '/containers/create', { ...ended, Image: 'nosuch' })
  await post('create-noimage', '/containers/create', { Cmd: ['true'] })
  await plain({ method: 'POST', path: '/containers/create?name=named', json: ended })
  await post('create-name-conflict', '/containers/create?name=named', ended)
  await get('inspect-created', `/containers/${exited}/json`)
  await get('inspect-missing', '/containers/nosuch/json')
  await get('ps-created', '/containers/json?all=1')
  await post('start-ok', `/containers/${exited}/start`)
  await post('wait', `/containers/${exited}/wait`)
  await get('inspect-exited', `/containers/${exited}/json`)
  await get('changes', `/containers/${exited}/changes`)
  await get('logs-ts', `/containers/${exited}/logs?stdout=1&stderr=1&timestamps=1`)
  await post('stop-stopped', `/containers/${exited}/stop`)
  await post('kill-stopped', `/containers/${exited}/kill`)
  await post('stop-missing', '/containers/nosuch/stop?t=1')
  await post('kill-missing', '/containers/nosuch/kill')
  await post('commit', `/commit?container=${exited}&repo=committed`)

  const published = {
    ...config(WHILE_RUNNING),
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { Binds: ['/tmp:/tools:ro'], PortBindings: { '80/tcp': [{ HostPort: '49777' }] } },
    Labels: { k: 'v' },
  }
  const long = (await plain({ method: 'POST', path: '/containers/create?name=long', json: published })).json<{
    Id: string
  }>().Id
  await plain({ method: 'POST', path: `/containers/${long}/start` })
  await post('start-twice', `/containers/${long}/start`)
  await get('inspect-running', `/containers/${long}/json`)
  await get('x-ps', '/containers/json')
  await get('top', `/containers/${long}/top`)
  if (!isOlder(version, '1.16')) {
    const exec = { Cmd: ['sleep', LONG], AttachStdout: true }
    const { Id: running } = (await post('x-exec-create-tty0', `/containers/${long}/exec`, exec)).json<{
      Id: string
    }>()
    await post('x-exec-start-detach', `/exec/${running}/start`, { Detach: true })
    await get('x-exec-inspect-running-tty0', `/exec/${running}/json`)
    await post('x-exec-create-missing', '/containers/nosuch/exec', exec)
    await get('x-exec-inspect-missing', '/exec/nosuch/json')
    await post('x-rename', `/containers/${exited}/rename?name=renamed`)
  }
  await named('rm-running', { method: 'DELETE', path: `/containers/${long}` })
  await named('rm-missing', { method: 'DELETE', path: '/containers/nosuch' })
  await named('rmi-untag', { method: 'DELETE', path: '/images/myrepo:t1' })
  await get('info-end', '/info')
  // Events of the last second are not all told yet.
  await sleep(1000)
  await get('events-since', `/events?since=${began}&until=${Math.floor(Date.now() / 1000)}`)
  return answers
}

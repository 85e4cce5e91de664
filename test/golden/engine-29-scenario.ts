/** The calls that docker 29 was recorded with, made at a version of today's clients. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiVersion } from '../../src/api/version.ts'
import { type Answer, call, type Request } from '../daemon/http.ts'
import { replay } from './scenario.ts'

/** Each answer by the name it has in the recording. */
export async function replayToday(socket: string, version: ApiVersion): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const plain = (request: Request) => call(socket, { ...request, path: `/v${version}${request.path}` })
  const named = async (name: string, path: string, json?: object): Promise<Answer> => {
    const answer = await plain({ path, ...(json && { method: 'POST', json }) })
    answers.set(name, answer)
    return answer
  }
  await named('x-networks', '/networks')
  await named('x-network-inspect', '/networks/bridge')
  for (const [name, answer] of await replay(socket, version)) answers.set(name, answer)
  await named('x-network-create', '/networks/create', { Name: 'net1', CheckDuplicate: true })
  await named('x-volume-create', '/volumes/create', { Name: 'vol1' })
  await named('x-volume-inspect', '/volumes/vol1')
  await plain({ method: 'POST', path: '/volumes/create', json: {} })
  await named('x-volumes-list', '/volumes')
  await named('x-images-digests', '/images/json?digests=1')
  await named('x-plugins', '/plugins')
  const created = await plain({
    method: 'POST',
    path: '/containers/create?name=xlong',
    json: {
      ...{ Image: 'busybox', Cmd: ['sleep', '1000'], Env: null, Labels: { k: 'v' } },
      ExposedPorts: { '80/tcp': {} },
      HostConfig: {
        Binds: ['/tmp:/tools:ro'],
        PortBindings: { '80/tcp': [{ HostPort: '49777' }] },
        Memory: 67_108_864,
      },
    },
  })
  const { Id: id } = created.json<{ Id: string }>()
  await plain({ method: 'POST', path: `/containers/${id}/start` })
  await named('x-inspect', `/containers/${id}/json`)
  await named('x-update', `/containers/${id}/update`, { CpuShares: 512 })
  await named('x-stats-once', `/containers/${id}/stats?stream=0`)
  // Events of the last second are not all told yet.
  await sleep(1000)
  const filters = encodeURIComponent(JSON.stringify({ container: [id] }))
  await named('x-events-filter', `/events?since=1&until=${Math.floor(Date.now() / 1000)}&filters=${filters}`)
  return answers
}

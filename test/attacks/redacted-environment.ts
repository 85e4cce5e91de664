/** An environment variable that inspect does not show, looked for elsewhere: processes, history, other versions, other objects. */
import { call } from '../daemon/http.ts'
import type { Attack } from './ground.ts'

const SECRET = 'c2VjcmV0'

export default (async (t, { daemon, socket, run }) => {
  const id = await run(['sleep', '1000'], { Env: [`A_TOKEN=${SECRET}`, 'PLAIN=shown'] })
  await call(daemon.socket, {
    method: 'POST',
    path: `/commit?container=${id}&repo=enved&changes=${encodeURIComponent(`ENV B_TOKEN=${SECRET}`)}`,
  })
  const made = await call(daemon.socket, {
    method: 'POST',
    path: `/containers/${id}/exec`,
    json: { Cmd: ['id'], Env: [`C_TOKEN=${SECRET}`] },
  })
  const exec = made.json<{ Id: string }>().Id
  for (const path of [
    ...['1.0', '1.12', '1.20', '1.41', '1.51'].map(version => `/v${version}/containers/${id}/json`),
    ...['1.0', '1.20', '1.41', '1.51'].map(version => `/v${version}/images/enved/json`),
    `/v1.41/containers/${id}/json?size=1`,
    '/v1.41/images/enved/history',
    `/v1.41/exec/${exec}/json`,
    `/v1.16/exec/${exec}/json`,
    ...['e', 'auxe', 'axe', '-o pid,environ', 'ef', '-ef e'].map(
      args => `/v1.41/containers/${id}/top?ps_args=${encodeURIComponent(args)}`,
    ),
  ]) {
    const { status, text } = await call(socket, { path })
    t.notMatch(text(), SECRET, `${path} ${status}`)
  }
  t.match((await call(socket, { path: `/v1.41/containers/${id}/json` })).text(), /PLAIN=shown/)
  // The control: the daemon shows it in all these ways.
  for (const path of [`/containers/${id}/json`, '/images/enved/json', `/containers/${id}/top?ps_args=auxe`])
    t.match((await call(daemon.socket, { path })).text(), SECRET, path)
  t.equal(
    (await call(socket, { path: `/v1.41/containers/${id}/top` })).status,
    200,
    'ps without options is answered',
  )
}) satisfies Attack

/** Events tell of what no list shows, in every form they can be asked for, past ones too. */
import { call } from '../daemon/http.ts'
import type { Attack } from './ground.ts'

export default (async (t, { daemon, socket, run }) => {
  const since = Math.floor(Date.now() / 1000) - 1
  const hidden = await run(['true'], { Labels: { hidden: 'yes' } })
  const seen = await run(['true'])
  await call(daemon.socket, {
    method: 'POST',
    path: '/volumes/create',
    json: { Name: 'v', Labels: { hidden: '' } },
  })
  for (const id of [hidden, seen]) {
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/wait` })
    await call(daemon.socket, {
      method: 'POST',
      path: `/containers/${id}/rename?name=renamed-${id.slice(0, 8)}`,
    })
    await call(daemon.socket, { method: 'DELETE', path: `/containers/${id}` })
  }
  const until = Math.floor(Date.now() / 1000) + 1
  for (const version of ['1.12', '1.20', '1.41', '1.51'])
    for (const headers of [
      {},
      { 'Accept-Encoding': 'gzip' },
      { Accept: 'application/json-seq' },
      { Accept: 'application/jsonl' },
    ]) {
      const path = `/v${version}/events?since=${since}&until=${until}`
      const answer = await call(socket, { path, headers })
      t.notMatch(answer.text(), hidden, `${path} ${JSON.stringify(headers)}`)
      t.match(answer.text(), seen)
    }
  const filters = encodeURIComponent(JSON.stringify({ container: [hidden] }))
  const asked = `/events?since=${since}&until=${until}&filters=${filters}`
  t.equal((await call(socket, { path: `/v1.41${asked}` })).text().trim(), '')
  t.match((await call(daemon.socket, { path: asked })).text(), hidden, 'the daemon tells of it')
}) satisfies Attack

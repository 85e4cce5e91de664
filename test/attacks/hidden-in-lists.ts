/** Lists asked for in other ways than the usual: HEAD, compressed, through other lists, at versions that write them otherwise. */
import { call } from '../daemon/http.ts'
import type { Attack } from './ground.ts'

const VERSIONS = ['1.0', '1.12', '1.24', '1.41', '1.51']

export default (async (t, { daemon, socket, run }) => {
  const hidden = await run(['sleep', '1000'], { Labels: { hidden: 'yes' } })
  const seen = await run(['sleep', '1000'], { Labels: { open: 'yes' } })
  await call(daemon.socket, {
    method: 'POST',
    path: '/volumes/create',
    json: { Name: 'unseen', Labels: { hidden: '' } },
  })
  await call(daemon.socket, {
    method: 'POST',
    path: '/networks/create',
    json: { Name: 'unseen', Labels: { hidden: '' } },
  })
  const secret = new RegExp(`${hidden.slice(0, 12)}|unseen`)
  const paths = [
    ...VERSIONS.map(version => `/v${version}/containers/json?all=1`),
    '/v1.20/containers/ps?all=1',
    '/v1.41/containers/json?all=1&filters={"id":["FULL"]}',
    '/v1.41/containers/json?limit=100&size=1',
    '/v1.41/system/df',
    '/v1.51/system/df?type=container&verbose=1',
    '/v1.41/networks',
    '/v1.21/networks',
    '/v1.41/networks/none',
    '/v1.41/networks/none?verbose=true',
    '/v1.41/volumes',
  ]
  for (const path of paths.map(one => one.replace('FULL', hidden))) {
    for (const headers of [
      {},
      { 'Accept-Encoding': 'gzip, br' },
      { Accept: 'application/x-ndjson' },
      { TE: 'trailers, gzip' },
    ]) {
      const answer = await call(socket, { path: encodeURI(path), headers })
      t.equal(answer.header('content-encoding'), undefined)
      t.notMatch(answer.text(), secret, `${path} ${JSON.stringify(headers)}`)
    }
    const head = await call(socket, { method: 'HEAD', path: encodeURI(path) })
    t.equal(head.status, 404, `HEAD ${path} is no call of the API`)
  }
  for (const path of [
    `/containers/${hidden}/json`,
    `/containers/${hidden.slice(0, 12)}/logs?stdout=1`,
    '/volumes/unseen',
    '/networks/unseen',
  ])
    t.equal((await call(socket, { path: `/v1.41${path}` })).status, 404, path)
  // The control: they are there, and what is not hidden is listed.
  t.match((await call(daemon.socket, { path: '/containers/json' })).text(), secret)
  t.match((await call(daemon.socket, { path: '/networks/none' })).text(), secret)
  t.match((await call(socket, { path: '/v1.41/containers/json' })).text(), seen)
}) satisfies Attack

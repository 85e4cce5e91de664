/**
 * Calls that no daemon has any more are made of others: they must not reach what those could not, nor tell of what is hidden.
 */
import { call } from '../daemon/http.ts'
import { type Attack, create, HARMLESS, repelled } from './ground.ts'

const BOUNDARY = 'form'
const FORM = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="Dockerfile"; filename="Dockerfile"\r\n\r\nFROM busybox\nLABEL a=b\n\r\n--${BOUNDARY}--\r\n`

export default (async (t, ground) => {
  const { daemon, socket } = ground
  const hidden = await ground.run(['sleep', '1000'], { Labels: { hidden: 'yes' } })
  const labels = encodeURIComponent('LABEL hidden=yes')
  const made = await call(daemon.socket, {
    method: 'POST',
    path: `/commit?container=${hidden}&repo=veiled&changes=${labels}`,
  })
  const image = made.json<{ Id: string }>().Id.replace(/^sha256:/, '')
  const build = (query: string) => ({
    method: 'POST',
    path: `/v1.1/build?${query}`,
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: FORM,
  })
  const url = encodeURIComponent('http://127.0.0.1:1/file')
  for (const [what, attempt] of [
    ['inserted into', { method: 'POST', path: `/v1.8/images/veiled/insert?url=${url}&path=/x` }],
    ['inserted into by its ID', { method: 'POST', path: `/v1.8/images/${image}/insert?url=${url}&path=/x` }],
    ['pulled over', { method: 'POST', path: '/v1.3/images/create?fromImage=veiled&registry=127.0.0.1:1' }],
    ['pushed', create({}, '/v1.3/images/veiled/push?registry=127.0.0.1:1')],
    ['removed', { method: 'DELETE', path: '/v1.1/images/veiled' }],
    ['a container removed', { method: 'DELETE', path: `/v1.1/containers/${hidden}` }],
    ['a container copied from', create({ Resource: '/etc/passwd' }, `/v1.8/containers/${hidden}/copy`)],
    ['a container started anew', create({ Binds: ['/d'] }, `/v1.8/containers/${hidden}/start`)],
    ['its name given to a build', build('t=veiled')],
    ["a build with the host's network", build('t=other&networkmode=host')],
  ] as const)
    await repelled(t, ground, what, attempt)
  const byFile = { method: 'POST', path: '/v1.8/images/busybox/insert?url=file:///etc/shadow&path=/x' }
  t.strictSame(await ground.reached(() => ground.send(byFile)), [], 'a file of the host is not fetched')
  for (const path of ['/v1.4/images/viz', '/v1.1/images/json', '/v1.1/containers/ps?all=1']) {
    const answer = await call(socket, { path })
    t.equal(answer.status, 200, path)
    t.notMatch(answer.text(), new RegExp(`veiled|${image.slice(0, 12)}|${hidden.slice(0, 12)}`), path)
  }
  // The control: they are there.
  t.match((await call(daemon.socket, { path: '/images/json' })).text(), 'veiled')
  const harmless = await ground.reached(() => ground.send(build('t=other')))
  t.strictSame(harmless.length, 1, 'a build as a form reaches the daemon')
  t.equal((await ground.send(create(HARMLESS, '/v1.8/containers/create'))).statuses[0], 201)
}) satisfies Attack

/**
 * A container that was made anew for a client of old is known by labels, which anybody can give a container of his own: calls
 * of old clients about another's container would go to it.
 */
import { call } from '../daemon/http.ts'
import { type Attack, create, HARMLESS } from './ground.ts'

export default (async (t, ground) => {
  const { daemon, socket } = ground
  const victim = await ground.run(['sleep', '1000'])
  await call(daemon.socket, { method: 'POST', path: `/containers/${victim}/rename?name=victim` })
  const Labels = { 'longshore.legacy-id': victim, 'longshore.legacy-name': 'victim' }
  const made = await ground.send(create({ ...HARMLESS, Labels }))
  const { Id: impostor } = JSON.parse(made.text) as { Id: string }
  for (const name of ['victim', victim, victim.slice(0, 12)]) {
    const reached = await ground.reached(() =>
      ground.send({ method: 'POST', path: `/v1.20/containers/${name}/pause` }),
    )
    t.equal(reached.length, 1, name)
    t.notMatch(reached[0], impostor)
    await call(daemon.socket, { method: 'POST', path: `/containers/${victim}/unpause` })
  }
  const list = await call(socket, { path: '/v1.20/containers/json?all=1' })
  const ids = list.json<{ Id: string }[]>().map(({ Id }) => Id)
  t.strictSame([ids.filter(id => id === victim).length, ids.includes(impostor)], [1, true])
  const inspected = await call(socket, { path: `/v1.20/containers/${impostor}/json` })
  t.equal(inspected.json<{ Id: string }>().Id, impostor)
  // The control: of an id that is nobody's the label is believed.
  await call(daemon.socket, { method: 'DELETE', path: `/containers/${victim}?force=1` })
  const shown = await call(socket, { path: `/v1.20/containers/${victim}/json` })
  t.equal(shown.json<{ Id: string }>().Id, victim)
}) satisfies Attack

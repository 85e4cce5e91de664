/**
 * Go prefers the fields of a form to those of the query, and reads a form out of any body that has the type, JSON too; of
 * the type it trims white space that HTTP does not know (net/http ParseForm, mime ParseMediaType).
 */
import { type Attack, admitted, repelled } from './ground.ts'

export default (async (t, ground) => {
  const secret = await ground.run(['sleep', '1000'])
  const plain = await ground.run(['sleep', '1000'])
  await ground.send({ method: 'POST', path: `/containers/${secret}/rename?name=x` })
  const commit = (type: string, body: string) => ({
    method: 'POST',
    path: `/v1.41/commit?container=${plain}&repo=copy`,
    headers: { 'Content-Type': type },
    body,
  })
  const overruling = `{"a":"&container=${secret}&"}`
  for (const type of [
    'application/x-www-form-urlencoded',
    'APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8',
    // A no-break space and a next line, in UTF-8.
    '\u00c2\u00a0application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded\u00c2\u0085',
  ]) {
    await repelled(t, ground, `commit as ${type}`, commit(type, overruling))
    await repelled(t, ground, `an attach as ${type}`, {
      method: 'POST',
      path: `/v1.41/containers/${plain}/attach?stream=1`,
      headers: { 'Content-Type': type, Connection: 'Upgrade', Upgrade: 'tcp' },
      body: 'logs=1&stdin=1',
    })
    await repelled(t, ground, `a rename as ${type}`, {
      method: 'POST',
      path: `/v1.41/containers/${plain}/rename?name=ok`,
      headers: { 'Content-Type': type },
      body: 'name=secret',
    })
  }
  await admitted(t, ground, 'a commit in JSON', commit('application/json', '{}'))
}) satisfies Attack

/** An exec with more privileges than its container has; and one in a container that is not to be entered. */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, repelled } from './ground.ts'

export default (async (t, ground) => {
  const id = await ground.run(['sleep', '1000'])
  const exec = (body: unknown, name = id, version = '1.41') =>
    create(body, `/v${version}/containers/${name}/exec`)
  for (const version of ['1.15', '1.23', '1.24', '1.41', '1.51'])
    for (const body of [{ Privileged: true }, { PRIVILEGED: true }, { Privileged: false, privileged: true }])
      await repelled(
        t,
        ground,
        `${version} ${JSON.stringify(body)}`,
        exec({ Cmd: ['id'], ...body }, id, version),
      )
  const secret = await ground.run(['sleep', '1000'])
  await ground.send({ method: 'POST', path: `/v1.41/containers/${secret}/rename?name=entered` })
  const made = await ground.send(exec({ Cmd: ['cat'], AttachStdin: true, AttachStdout: true }, 'entered'))
  const { Id: running } = JSON.parse(made.text) as { Id: string }
  // By somebody who may.
  await call(ground.daemon.socket, { method: 'POST', path: `/containers/${secret}/rename?name=secret-1` })
  for (const name of [secret, secret.slice(0, 12), 'secret-1'])
    await repelled(t, ground, `an exec in ${name}`, exec({ Cmd: ['id'] }, name))
  for (const path of [`/v1.41/exec/${running}/start`, `/v1.20/exec/${running}/start`])
    for (const Upgrade of [undefined, 'tcp'])
      await repelled(t, ground, `${path}, which runs in it, ${Upgrade}`, {
        method: 'POST',
        path,
        json: { Detach: false },
        ...(Upgrade && { headers: { 'Content-Type': 'application/json', Connection: 'Upgrade', Upgrade } }),
      })
  await admitted(t, ground, 'an ordinary exec', exec({ Cmd: ['id'], Privileged: false }))
}) satisfies Attack

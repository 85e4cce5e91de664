/** Daemons that read the body of a start themselves take a HostConfig inside an object as well (moby `runconfig/config_unix.go`). */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export const release = '20.10'

export default (async (t, ground) => {
  for (const version of ['1.12', '1.20', '1.23']) {
    const made = await ground.send(create(HARMLESS, `/v${version}/containers/create`))
    const { Id: id } = JSON.parse(made.text) as { Id: string }
    const start = (body: unknown) => create(body, `/v${version}/containers/${id}/start`)
    for (const body of [
      { Privileged: true },
      { HostConfig: { Privileged: true } },
      { hostconfig: { privileged: true } },
      { HostConfig: { Binds: ['/:/host'] } },
    ])
      await repelled(t, ground, `${version} ${JSON.stringify(body)}`, start(body))
    // The door is there: asked directly, the daemon opens it.
    await call(ground.daemon.socket, start({ HostConfig: { Privileged: true } }))
    const inspected = await call(ground.daemon.socket, { path: `/containers/${id}/json` })
    t.equal(inspected.json<{ HostConfig: { Privileged: boolean } }>().HostConfig.Privileged, true)
    await admitted(t, ground, 'a start that asks for nothing', start({ HostConfig: { NetworkMode: 'none' } }))
  }
}) satisfies Attack

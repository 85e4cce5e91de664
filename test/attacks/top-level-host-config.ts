/** Up to docker 26 a create has two HostConfigs: one at the top of its body, which counts when there is no other. */
import { call } from '../daemon/http.ts'
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export const release = '20.10'

export default (async (t, ground) => {
  const { HostConfig: _none, ...bare } = HARMLESS
  for (const door of [
    { Privileged: true },
    { PRIVILEGED: true },
    { Binds: ['/:/host'] },
    { PidMode: 'host' },
  ]) {
    await repelled(t, ground, JSON.stringify(door), create({ ...bare, ...door }))
    await repelled(
      t,
      ground,
      `${JSON.stringify(door)} beside a null`,
      create({ ...bare, HostConfig: null, ...door }),
    )
  }
  // The door is there: asked directly, the daemon opens it.
  const made = await call(ground.daemon.socket, create({ ...bare, Privileged: true }))
  const inspected = await call(ground.daemon.socket, {
    path: `/containers/${made.json<{ Id: string }>().Id}/json`,
  })
  t.equal(inspected.json<{ HostConfig: { Privileged: boolean } }>().HostConfig.Privileged, true)
  await admitted(t, ground, 'a create without HostConfig', create(bare))
}) satisfies Attack

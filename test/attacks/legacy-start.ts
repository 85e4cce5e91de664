/** Before API 1.24 a container got its privileges when it was started; Longshore makes it anew for that. */
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

const VERSIONS = ['1.3', '1.11', '1.12', '1.17', '1.18', '1.23']

/** Their daemons read nothing else of this list, and it does not reach today's. */
const BINDS_ONLY = ['1.3', '1.11']

export default (async (t, ground) => {
  for (const version of VERSIONS) {
    const made = await ground.send(create(HARMLESS, `/v${version}/containers/create`))
    const { Id: id } = JSON.parse(made.text) as { Id: string }
    const start = (body?: unknown) => create(body ?? '', `/v${version}/containers/${id}/start`)
    for (const body of [
      { Privileged: true },
      { HostConfig: { privileged: true } },
      { Binds: ['/:/host'] },
      { NetworkMode: 'host' },
      { VolumesFrom: ['other'] },
      { CapAdd: ['ALL'] },
      { LxcConf: [{ Key: 'lxc.cap.drop', Value: '' }] },
    ].filter(body => 'Binds' in body || !BINDS_ONLY.includes(version)))
      await repelled(t, ground, `${version} ${JSON.stringify(body)}`, start(body))
    await admitted(t, ground, `a start at ${version} that asks for nothing`, start())
    if (BINDS_ONLY.includes(version)) continue
    const another = await ground.send(create(HARMLESS, `/v${version}/containers/create`))
    const path = `/v${version}/containers/${(JSON.parse(another.text) as { Id: string }).Id}/start`
    let answered = ''
    const anew = await ground.reached(async () => {
      answered = (await ground.send(create({ NetworkMode: 'none', Dns: ['127.0.0.1'] }, path))).text
    })
    t.match(anew[0], '/containers/create', `a start at ${version} with harmless settings: ${answered}`)
  }
}) satisfies Attack

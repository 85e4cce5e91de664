/** A classic build runs commands, with the network, the cgroup and the security options that its query asks for. */
import { tar } from '../daemon/tar.ts'
import { type Attack, admitted, repelled } from './ground.ts'

export default (async (t, ground) => {
  const body = tar([{ name: 'Dockerfile', content: 'FROM busybox\nLABEL a=b\n' }])
  const build = (query: string) => ({
    method: 'POST',
    path: `/v1.41/build?t=built&${query}`,
    headers: { 'Content-Type': 'application/x-tar' },
    body,
  })
  for (const query of [
    'networkmode=host',
    'networkmode=container:other',
    'networkmode=none&networkmode=host',
    'securityopt=seccomp%3Dunconfined',
    'securityopt=["seccomp=unconfined"]',
    'cgroupparent=/',
    '%6eetworkmode=host',
  ])
    await repelled(t, ground, query, build(query))
  await repelled(t, ground, 'the context of a form', {
    ...build('networkmode=none'),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'networkmode=host',
  })
  await admitted(t, ground, 'a build without them', build('networkmode=none'))
}) satisfies Attack

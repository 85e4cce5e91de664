/** Go's decoder takes keys in any case, and two letters beyond ASCII for `s` and `k` (encoding/json, foldName). */
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const body of [
    { hostconfig: { privileged: true } },
    { HOSTCONFIG: { PRIVILEGED: true } },
    { HoStCoNfIg: { pRiViLeGeD: true } },
    { 'Ho\u017ftConfig': { Privileged: true } },
    { hostconfig: { BINDS: ['/:/host'] } },
    { hostconfig: { mounts: [{ type: 'bind', source: '/', target: '/host' }] } },
    { HostConfig: { 'mount\u017f': [{ TYPE: 'bind', SOURCE: '/', TARGET: '/host' }] } },
    { hostconfig: { networkmode: 'host' } },
    { hostconfig: { devices: [{ pathonhost: '/dev/\u212ae' }] } },
    { hostconfig: { 'networ\u212amode': 'host' } },
    { hostconfig: { capadd: ['sys_admin'] } },
    { networkingconfig: { endpointsconfig: { host: {} } } },
  ])
    await repelled(t, ground, JSON.stringify(body), create({ Image: 'busybox', Cmd: ['true'], ...body }))
  await admitted(
    t,
    ground,
    'the same in a case that asks for nothing',
    create({ image: 'busybox', CMD: ['true'], hostconfig: { privileged: false, NETWORKMODE: 'none' } }),
  )
  await admitted(t, ground, 'the usual case', create(HARMLESS))
}) satisfies Attack

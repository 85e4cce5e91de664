/** What is denied to a create may be asked of an update, or of a network, afterwards. */
import { type Attack, admitted, create, repelled } from './ground.ts'

export default (async (t, ground) => {
  const id = await ground.run(['sleep', '1000'])
  for (const body of [
    { Devices: [{ PathOnHost: '/dev/mem' }] },
    { CgroupParent: '/' },
    { DeviceCgroupRules: ['a *:* rwm'] },
    { devicerequests: [{ deviceids: ['x'] }] },
  ])
    await repelled(t, ground, JSON.stringify(body), create(body, `/v1.41/containers/${id}/update`))
  await repelled(t, ground, 'connecting to host', create({ Container: id }, '/v1.41/networks/host/connect'))
  await repelled(
    t,
    ground,
    'a commit whose containers are privileged',
    create({ Privileged: true }, `/v1.41/commit?container=${id}&repo=x`),
  )
  await repelled(t, ground, 'a checkpoint in a folder of the host', {
    ...create({ CheckpointID: 'c', CheckpointDir: '/etc' }, `/v1.41/containers/${id}/checkpoints`),
  })
  await repelled(
    t,
    ground,
    'a start from a folder of the host',
    create('', `/v1.41/containers/${id}/start?checkpoint=c&checkpoint-dir=/etc`),
  )
  await admitted(
    t,
    ground,
    'more memory',
    create({ Memory: 67108864, MemorySwap: -1 }, `/v1.41/containers/${id}/update`),
  )
}) satisfies Attack

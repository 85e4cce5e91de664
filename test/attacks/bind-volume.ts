/** The local volume driver mounts any directory of the host: a volume by name, that is a bind. */
import { type Attack, admitted, create, repelled } from './ground.ts'

export default (async (t, ground) => {
  const volume = (body: unknown) => create(body, '/v1.41/volumes/create')
  for (const options of [
    { type: 'none', o: 'bind', device: '/' },
    { o: 'bind', device: '/etc' },
    { o: 'rbind,ro', device: '/etc' },
    { type: 'none', o: 'ro, bind', device: '/srv/../etc' },
    { type: 'ext4', device: '/dev/sda1' },
    { type: 'proc', device: 'proc' },
    { type: 'overlay', device: 'overlay', o: 'lowerdir=/etc,upperdir=/tmp/u,workdir=/tmp/w' },
  ]) {
    await repelled(t, ground, JSON.stringify(options), volume({ Name: 'v', DriverOpts: options }))
    await repelled(
      t,
      ground,
      `${JSON.stringify(options)} in lower case`,
      volume({ driver: 'local', driveropts: options }),
    )
  }
  await admitted(
    t,
    ground,
    'an ordinary volume',
    volume({ Name: 'v', DriverOpts: { type: 'tmpfs', device: 'tmpfs' } }),
  )
}) satisfies Attack

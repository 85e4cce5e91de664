/** A mount is seen under every name that the API has for it. */
import t from 'tap'
import { mountsOf } from '../../src/access/mounts.ts'
import { callOf } from './calls.ts'

const seen = (line: string, body?: unknown) =>
  mountsOf(callOf(line, body)).map(({ kind, source, target, readOnly, driver }) =>
    [kind, source, target, readOnly ? 'ro' : 'rw', ...(driver === '' ? [] : [driver])].join(' '),
  )
const host = (HostConfig: unknown) => seen('POST /containers/create', { HostConfig })
const service = (TaskTemplate: unknown) => seen('POST /services/create', { TaskTemplate })

t.test('binds', async t => {
  t.strictSame(
    host({ Binds: ['/etc:/e:ro,z', '/srv/../root/:/r', 'data:/d', '/anonymous', '//etc//x:/y'] }),
    [
      'bind /etc /e ro',
      'bind /root /r rw',
      'volume data /d rw',
      'volume  /anonymous rw',
      'bind /etc/x /y rw',
    ],
  )
  t.strictSame(host({ binds: ['data:/d'], VolumeDriver: 'nfs-plugin' }), ['volume data /d rw nfs-plugin'])
  t.strictSame(host({ Binds: ['/:/host'] }), ['bind / /host rw'])
})

t.test('mounts', async t => {
  const mount = (more: object) => host({ Mounts: [{ Target: '/t', ...more }] })
  t.strictSame(mount({ Type: 'bind', Source: '/srv/./../etc', ReadOnly: true }), ['bind /etc /t ro'])
  t.strictSame(mount({ type: 'bind', source: '/etc' }), ['bind /etc /t rw'])
  t.strictSame(mount({ Type: 'volume', Source: 'v' }), ['volume v /t rw'])
  t.strictSame(mount({ Type: 'tmpfs' }), ['tmpfs  /t rw'])
  t.strictSame(mount({ Type: 'image', Source: 'busybox' }), ['image busybox /t rw'])
  t.strictSame(mount({ Type: 'npipe', Source: '\\\\.\\pipe\\docker' }), ['npipe \\\\.\\pipe\\docker /t rw'])
  t.strictSame(mount({ Type: 'cluster', Source: 'c' }), ['cluster c /t rw'])
})

t.test('options of the local volume driver, wherever a volume is described', async t => {
  const options = (driver: string, opts: object) => [
    seen('POST /volumes/create', { Name: 'v', Driver: driver, DriverOpts: opts }),
    host({
      Mounts: [
        { Type: 'volume', Source: 'v', VolumeOptions: { DriverConfig: { Name: driver, Options: opts } } },
      ],
    }),
    service({
      ContainerSpec: {
        Mounts: [
          { Type: 'volume', Source: 'v', VolumeOptions: { DriverConfig: { name: driver, options: opts } } },
        ],
      },
    }),
  ]
  const cases: [driver: string, opts: object, mounts: string[]][] = [
    ['local', { type: 'none', o: 'bind', device: '/etc' }, ['bind /etc  rw']],
    ['', { type: 'none', o: 'ro,rbind', device: '/srv/../' }, ['bind /  ro']],
    ['local', { type: 'ext4', device: '/dev/sda1' }, ['device /dev/sda1  rw']],
    ['local', { type: 'tmpfs', device: 'tmpfs' }, ['tmpfs tmpfs  rw']],
    ['local', { type: 'tmpfs', device: '/etc', o: 'bind' }, ['bind /etc  rw']],
    ['local', { type: 'nfs', o: 'addr=10.0.0.1', device: ':/x' }, ['network :/x  rw']],
    [
      'local',
      { type: 'overlay', device: 'overlay', o: 'lowerdir=/etc:/root,upperdir=/a,workdir=/b' },
      ['bind overlay  rw', 'bind /etc  rw', 'bind /root  rw', 'bind /a  rw', 'bind /b  rw'],
    ],
    ['local', { size: '10m' }, []],
    ['other', { mountpoint: '/etc' }, []],
  ]
  for (const [driver, opts, mounts] of cases) {
    const volume = driver === 'other' ? 'volume v  rw other' : 'volume v  rw'
    for (const found of options(driver, opts))
      t.strictSame(found, [volume, ...mounts], `${driver} ${JSON.stringify(opts)}`)
  }
})

t.test('volumes of other containers, tmpfs, anonymous volumes, devices', async t => {
  t.strictSame(host({ VolumesFrom: ['db:ro', 'web'] }), ['volumesFrom db  ro', 'volumesFrom web  rw'])
  t.strictSame(host({ Tmpfs: { '/run': 'size=1m' } }), ['tmpfs  /run rw'])
  t.strictSame(seen('POST /containers/create', { Volumes: { '/data': {} } }), ['volume  /data rw'])
  t.strictSame(seen('POST /commit?container=x', { Volumes: { '/data': {} } }), ['volume  /data rw'])
  t.strictSame(
    host({ Devices: [{ PathOnHost: '/dev/sda', PathInContainer: '/dev/x', CgroupPermissions: 'r' }] }),
    ['device /dev/sda /dev/x ro'],
  )
  t.strictSame(host({ DeviceRequests: [{ Driver: 'nvidia', Count: -1, Capabilities: [['gpu']] }] }), [
    'device nvidia  rw nvidia',
  ])
  t.strictSame(host({ DeviceRequests: [{ Driver: 'cdi', DeviceIDs: ['vendor.com/x=all'] }] }), [
    'device vendor.com/x=all  rw cdi',
  ])
})

t.test('fields of HostConfig beside the container, as daemons up to docker 26 read them', async t => {
  t.strictSame(seen('POST /containers/create', { binds: ['/etc:/e'] }), ['bind /etc /e rw'])
})

t.test('services, plugins, cluster volumes', async t => {
  t.strictSame(service({ ContainerSpec: { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/e' }] } }), [
    'bind /etc /e rw',
  ])
  t.strictSame(
    seen('POST /services/x/update?version=1', {
      tasktemplate: { containerspec: { mounts: [{ type: 'bind', source: '/etc' }] } },
    }),
    ['bind /etc  rw'],
  )
  t.strictSame(
    service({ PluginSpec: { remote: 'x', privileges: [{ name: 'mount', value: ['/var/lib'] }] } }),
    ['plugin /var/lib  rw'],
  )
  const grants = [
    { Name: 'mount', Value: ['/'] },
    { Name: 'device', Value: ['/dev/fuse'] },
    { Name: 'network', Value: ['host'] },
  ]
  t.strictSame(seen('POST /plugins/pull?remote=x', grants), ['plugin /  rw', 'device /dev/fuse  rw'])
  t.strictSame(seen('POST /plugins/x/upgrade?remote=y', grants), ['plugin /  rw', 'device /dev/fuse  rw'])
  t.strictSame(seen('POST /plugins/x/set', ['DEBUG=1', 'data.source=/etc', 'state=/root']), [
    'plugin /etc  rw',
    'plugin /root  rw',
  ])
  t.strictSame(seen('POST /plugins/create?name=x'), ['plugin   rw'])
  t.strictSame(seen('PUT /volumes/v?version=1', { Spec: { Availability: 'active' } }), ['cluster v  rw'])
})

/** All that a create may ask of the host, by every name it has; at the top of the body too, which daemons up to 26 read for a HostConfig. */
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

const bindOptions = { type: 'none', o: 'bind', device: '/etc' }

/** Fields of HostConfig. */
const DOORS: Record<string, unknown>[] = [
  { Privileged: true },
  { Binds: ['/:/host'] },
  { Binds: ['/var/run/docker.sock:/s:ro'] },
  { Binds: ['./../..:/host'] },
  { Mounts: [{ Type: 'bind', Source: '/', Target: '/host' }] },
  { Mounts: [{ Type: 'BIND', Source: '/', Target: '/host' }] },
  { Mounts: [{ Source: '/', Target: '/host' }] },
  { Mounts: [{ Type: 'volume', Target: '/h', VolumeOptions: { DriverConfig: { Options: bindOptions } } }] },
  {
    Mounts: [
      {
        Type: 'volume',
        Target: '/h',
        VolumeOptions: { DriverConfig: { Name: 'local', Options: bindOptions } },
      },
    ],
  },
  { VolumesFrom: ['other'] },
  { VolumesFrom: ['other:ro'] },
  { Devices: [{ PathOnHost: '/dev/mem', PathInContainer: '/dev/mem', CgroupPermissions: 'rwm' }] },
  { DeviceRequests: [{ Driver: 'cdi', DeviceIDs: ['vendor.com/x=y'] }] },
  { DeviceCgroupRules: ['a *:* rwm'] },
  { CapAdd: ['SYS_ADMIN'] },
  { CapAdd: 'ALL' },
  { Capabilities: ['CAP_SYS_ADMIN'] },
  { NetworkMode: 'host' },
  { NetworkMode: 'container:other' },
  { PidMode: 'host' },
  { PidMode: 'container:other' },
  { IpcMode: 'host' },
  { UTSMode: 'host' },
  { UsernsMode: 'host' },
  { CgroupnsMode: 'host' },
  { Cgroup: 'container:other' },
  { CgroupParent: '/' },
  { SecurityOpt: ['seccomp=unconfined'] },
  { SecurityOpt: ['apparmor:unconfined'] },
  { SecurityOpt: ['label=disable'] },
  { SecurityOpt: ['systempaths=unconfined'] },
  { MaskedPaths: [] },
  { ReadonlyPaths: [] },
  { Runtime: 'other' },
  { Sysctls: { 'kernel.shm_rmid_forced': '1' } },
]

export default (async (t, ground) => {
  for (const door of DOORS) {
    const body = { ...HARMLESS, HostConfig: { NetworkMode: 'none', ...door } }
    await repelled(t, ground, JSON.stringify(door), create(body))
    await repelled(t, ground, `${JSON.stringify(door)} at the top`, create({ Image: 'busybox', ...door }))
  }
  const sysctls = {
    DriverOpts: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.IFNAME.forwarding=1' },
  }
  for (const endpoints of [{ host: {} }, { bridge: sysctls }]) {
    const body = { ...HARMLESS, NetworkingConfig: { EndpointsConfig: endpoints } }
    await repelled(t, ground, JSON.stringify(endpoints), create(body))
  }
  await admitted(t, ground, 'none of it', create(HARMLESS))
  const { HostConfig } = HARMLESS
  await admitted(
    t,
    ground,
    'a volume',
    create({ ...HARMLESS, HostConfig: { ...HostConfig, Binds: ['data:/d'] } }),
  )
}) satisfies Attack

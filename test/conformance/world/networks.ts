import { LABEL, type Make } from './make.ts'

export async function createNetworks(make: Make): Promise<Record<string, string>> {
  const create = async (body: { Name: string }) =>
    (await make('POST', '/networks/create', body)).json<{ Id: string }>().Id
  return {
    front: await create({
      ...{ Name: 'front', Driver: 'bridge', CheckDuplicate: true, Attachable: true },
      Labels: { [LABEL]: 'network', tier: 'front' },
      Options: { 'com.docker.network.bridge.enable_icc': 'true', 'com.docker.network.driver.mtu': '1400' },
      IPAM: {
        Driver: 'default',
        Config: [
          {
            ...{ Subnet: '10.201.0.0/16', IPRange: '10.201.5.0/24', Gateway: '10.201.0.1' },
            AuxiliaryAddresses: { printer: '10.201.5.9' },
          },
        ],
      },
    } as { Name: string }),
    inside: await create({ Name: 'inside', Internal: true, EnableIPv6: false } as { Name: string }),
  }
}

export async function createVolumes(make: Make): Promise<void> {
  await make('POST', '/volumes/create', { Name: 'records', Labels: { [LABEL]: 'volume', kind: 'records' } })
  const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' }
  await make('POST', '/volumes/create', { Name: 'scratch', Driver: 'local', DriverOpts: options })
}

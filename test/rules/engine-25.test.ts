import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/engine-25.ts'
import { checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const ipam = (config: unknown) => ({ IPAM: { Driver: 'default', Config: [config] } })
checkRows(
  t,
  rules,
  ['v1.44-network-create-ipam-validation', 'NetworkCreate', 'request'],
  [
    [
      ipam({
        Subnet: '172.30.5.1/16',
        IPRange: '172.30.5.7/22',
        Gateway: '172.30.0.1/16',
        AuxiliaryAddresses: { a: '172.30.0.2/16', b: '172.30.0.3' },
      }),
      ipam({
        Subnet: '172.30.0.0/16',
        IPRange: '172.30.4.0/22',
        Gateway: '172.30.0.1',
        AuxiliaryAddresses: { a: '172.30.0.2', b: '172.30.0.3' },
      }),
    ],
    [
      ipam({ Subnet: 'fd00:1:2:3:4::9/40', Gateway: 'fd00::1/64' }),
      ipam({ Subnet: 'fd00:1::/40', Gateway: 'fd00::1' }),
    ],
    [ipam({ Subnet: '255.255.255.255/0' }), ipam({ Subnet: '0.0.0.0/0' })],
    ...[
      '172.30.0.0/16',
      '10.0.0.1/32',
      'fd00::1/128',
      '172.30.0.1/33',
      'fe80::1%eth0/64',
      'x/8',
      '1.2.3.4',
      '',
      5,
    ].map(Subnet => [ipam({ Subnet, Gateway: '' }), SAME] as const),
    [{ IPAM: null }, SAME],
    [{ Name: 'n' }, SAME],
  ],
)

t.test(
  'v1.44-network-create-ipam-validation: a masked network is in itself, and holds the address',
  async t => {
    const step = stepsOf(rules, 'v1.44-network-create-ipam-validation', 'NetworkCreate').request!
    const masked = (Subnet: string): string => {
      const body = step({ IPAM: { Config: [{ Subnet }] } }, contextFor('1.43', '1.51'))
      return (body as unknown as { IPAM: { Config: [{ Subnet: string }] } }).IPAM.Config[0].Subnet
    }
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
        const bits = (text: string) => text.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
        const network = masked(`${address}/${length}`)
        const host = 32n - BigInt(length)
        t.equal(network, masked(network))
        t.equal(bits(network.split('/')[0]!), (bits(address) >> host) << host)
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, length) => {
        const network = masked(`${address}/${length}`)
        t.equal(network, masked(network))
      }),
    )
  },
)

checkRows(
  t,
  rules,
  ['v1.44-network-ipam-config-null', 'NetworkInspect', 'response'],
  [
    [{ IPAM: { Driver: 'default', Config: null } }, { IPAM: { Driver: 'default', Config: [] } }],
    [{ IPAM: { Config: [{ Subnet: 'a' }] } }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.44-network-ipam-config-null', 'NetworkList', 'response'],
  [[[{ IPAM: { Config: null } }], [{ IPAM: { Config: [] } }]]],
)

const policy = (RestartPolicy: unknown) => ({ HostConfig: { RestartPolicy } })
checkRows(
  t,
  rules,
  ['v1.44-restartpolicy-no', 'ContainerCreate', 'request'],
  [
    [policy({ Name: '', MaximumRetryCount: 3 }), policy({ Name: '', MaximumRetryCount: 0 })],
    [policy({ MaximumRetryCount: 3 }), policy({ MaximumRetryCount: 0 })],
    [policy({ Name: 'on-failure', MaximumRetryCount: 3 }), SAME],
    [policy({ Name: 'no', MaximumRetryCount: 3 }), SAME],
    [policy({ Name: '', MaximumRetryCount: 0 }), SAME],
    [policy(null), SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.44-build-removed-intermediate', 'ImageBuild', 'message'],
  [
    [
      { stream: ' ---> Removed intermediate container 0123456789ab\n' },
      { stream: 'Removing intermediate container 0123456789ab\n' },
    ],
    [{ stream: 'x ---> Removed intermediate container 0123456789ab\n' }, SAME],
    [{ aux: { ID: 'a' } }, SAME],
  ],
)

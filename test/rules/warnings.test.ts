/** Requests that lose something say so, in the words of the daemons that did. */
import t from 'tap'
import engine29 from '../../rules/engine-29.ts'
import v1_42 from '../../rules/v1.42.ts'
import v1_48 from '../../rules/v1.48.ts'
import v1_52 from '../../rules/v1.52.ts'
import type { ApiVersion } from '../../src/api/version.ts'
import type { KeyedChange } from '../../src/translate/change.ts'
import type { JsonObject } from '../../src/translate/json.ts'
import { contextFor, stepsOf } from './steps.ts'

type Case = readonly [
  rules: readonly KeyedChange[],
  id: string,
  operation: string,
  client: ApiVersion,
  body: JsonObject,
  warnings: readonly string[],
]

const OPTION = 'com.docker.network.endpoint.sysctls'
const NO_KERNEL_MEMORY =
  'Your kernel does not support kernel memory limit capabilities or the cgroup is not mounted. Limitation discarded.'
const NO_TCP = 'Kernel memory for TCP cannot be limited any more. Limitation discarded.'
const host = (HostConfig: JsonObject): JsonObject => ({ HostConfig })

const cases: readonly Case[] = [
  [
    v1_42,
    'v1.42-create-kernelmemory',
    'ContainerCreate',
    '1.41',
    host({ KernelMemory: 8 }),
    [NO_KERNEL_MEMORY],
  ],
  [v1_42, 'v1.42-create-kernelmemory', 'ContainerCreate', '1.41', host({ KernelMemory: 0 }), []],
  [v1_42, 'v1.42-update-kernelmemory', 'ContainerUpdate', '1.41', { KernelMemory: 8 }, [NO_KERNEL_MEMORY]],
  [v1_42, 'v1.42-update-kernelmemory', 'ContainerUpdate', '1.41', { KernelMemory: -1 }, []],
  [engine29, 'v1.52-kernelmemorytcp', 'ContainerCreate', '1.51', host({ KernelMemoryTCP: 8 }), [NO_TCP]],
  [
    v1_48,
    'v1.48-create-eth-sysctls',
    'ContainerCreate',
    '1.47',
    host({ NetworkMode: 'n', Sysctls: { 'net.ipv4.conf.eth0.a': '1', 'net.ipv6.conf.eth0.b': '0' } }),
    [
      `Migrated sysctl "net.ipv4.conf.eth0.a,net.ipv6.conf.eth0.b" to DriverOpts{"${OPTION}":"net.ipv4.conf.IFNAME.a=1,net.ipv6.conf.IFNAME.b=0"}.`,
    ],
  ],
  [
    v1_52,
    'v1.52-create-macaddress-dropped',
    'ContainerCreate',
    '1.51',
    { MacAddress: '02:42:ac:11:00:02', ...host({ NetworkMode: 'n' }) },
    [
      'The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.',
    ],
  ],
]

for (const [rules, id, operation, client, body, expected] of cases)
  t.test(`${id}: ${JSON.stringify(body)}`, async t => {
    const warnings: string[] = []
    stepsOf(rules, id, operation).request!(body, contextFor(client, '1.55', '', warnings))
    t.strictSame(warnings, expected)
  })

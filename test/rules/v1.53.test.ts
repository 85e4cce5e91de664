import t from 'tap'
import v153 from '../../rules/v1.53.ts'
import v154 from '../../rules/v1.54.ts'
import v155 from '../../rules/v1.55.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkRows(
  t,
  v153,
  ['v1.53-image-identity', 'ImageInspect', 'response'],
  [[{ Id: 'a', Identity: {} }, { Id: 'a' }]],
)
checkRows(t, v153, ['v1.53-info-nri', 'SystemInfo', 'response'], [[{ ID: 'a', NRI: {} }, { ID: 'a' }]])

checkQueries(t, v154, 'v1.54-images-identity', 'ImageList', [['identity=1&all=1', 'all=1']])
checkRows(
  t,
  v154,
  ['v1.54-network-connect-macaddress', 'NetworkConnect', 'request'],
  [
    [
      { Container: 'a', EndpointConfig: { MacAddress: '02:42:ac:11:00:02', Aliases: [] } },
      { Container: 'a', EndpointConfig: { Aliases: [] } },
    ],
    [{ EndpointConfig: { MacAddress: '0242.ac11.0002' } }, { EndpointConfig: {} }],
    [{ EndpointConfig: { MacAddress: '02-42-ac-11-00-02-00-01' } }, { EndpointConfig: {} }],
    [{ EndpointConfig: { MacAddress: '' } }, { EndpointConfig: {} }],
    [{ EndpointConfig: { MacAddress: 'nonsense' } }, SAME],
    [{ EndpointConfig: { MacAddress: '02:42:ac:11:00' } }, SAME],
    [{ EndpointConfig: { MacAddress: '02:42-ac:11:00:02' } }, SAME],
    [{ EndpointConfig: { MacAddress: 1 } }, SAME],
    [{ Container: 'a', EndpointConfig: null }, SAME],
  ],
)
checkQueries(t, v154, 'v1.54-logs-format-json', 'ContainerLogs', [['stdout=1&format=json', 'stdout=1']])
checkRows(
  t,
  v154,
  ['v1.54-logs-format-json', 'ContainerLogs', 'requestHeaders'],
  [
    [{ accept: 'application/jsonl' }, { accept: '*/*' }],
    [{}, SAME],
  ],
)

checkRows(
  t,
  v155,
  ['v1.55-update-blkio-devices', 'ContainerUpdate', 'request'],
  [
    [
      {
        Memory: 1,
        BlkioWeight: 2,
        BlkioWeightDevice: [],
        BlkioDeviceReadBps: [],
        BlkioDeviceWriteBps: [],
        BlkioDeviceReadIOps: [],
        BlkioDeviceWriteIOps: [],
      },
      { Memory: 1, BlkioWeight: 2 },
    ],
  ],
)

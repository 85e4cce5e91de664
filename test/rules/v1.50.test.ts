import t from 'tap'
import rules from '../../rules/v1.50.ts'
import v151 from '../../rules/v1.51.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkRows(
  t,
  rules,
  ['v1.50-info-bridgenf', 'SystemInfo', 'response'],
  [
    [{ ID: 'a' }, { ID: 'a', BridgeNfIptables: false, BridgeNfIp6tables: false }],
    [{ BridgeNfIptables: true, BridgeNfIp6tables: true }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.50-info-discovereddevices', 'SystemInfo', 'response'],
  [[{ ID: 'a', DiscoveredDevices: [] }, { ID: 'a' }]],
)
checkQueries(t, rules, 'v1.50-image-delete-platforms', 'ImageDelete', [
  ['force=1&platforms={}&platforms={}', 'force=1'],
])

const containerMembers = {
  Hostname: '',
  Domainname: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Image: '',
}
checkRows(
  t,
  rules,
  ['v1.50-image-config-container-fields', 'ImageInspect', 'response'],
  [
    [{ Config: { Cmd: ['sh'] } }, { Config: { Cmd: ['sh'], ...containerMembers } }],
    [{ Config: { ...containerMembers, Hostname: 'x' } }, SAME],
    [{ Config: null }, SAME],
  ],
)

checkRows(
  t,
  v151,
  ['v1.51-images-containers-count', 'ImageList', 'response'],
  [
    [
      [{ Id: 'a', Containers: 3 }, { Id: 'b' }],
      [
        { Id: 'a', Containers: -1 },
        { Id: 'b', Containers: -1 },
      ],
    ],
    [[{ Containers: -1 }], SAME],
    [null, SAME],
  ],
)

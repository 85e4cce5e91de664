import t from 'tap'
import rules from '../../rules/v1.45.ts'
import { checkRefusals, checkRows, SAME } from './step-table.ts'

const empty = {
  Hostname: '',
  Domainname: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Image: '',
  User: '',
  Env: null,
  Cmd: null,
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
}

checkRows(
  t,
  rules,
  ['v1.45-image-container-containerconfig', 'ImageInspect', 'response'],
  [
    [{ Id: 'a' }, { Id: 'a', Container: '', ContainerConfig: empty }],
    // What daemons 29 say of an image in the containerd store.
    [
      {
        Container: '',
        ContainerConfig: null,
        Config: { Env: ['A=b'], Cmd: ['sh'], ExposedPorts: { '80/tcp': {} }, Hostname: 'x' },
      },
      {
        Container: '',
        ContainerConfig: { ...empty, ExposedPorts: { '80/tcp': {} }, Env: ['A=b'], Cmd: ['sh'] },
        Config: { Env: ['A=b'], Cmd: ['sh'], ExposedPorts: { '80/tcp': {} }, Hostname: 'x' },
      },
    ],
    [
      { Config: { Healthcheck: { Test: ['NONE'] }, OnBuild: ['RUN x'], StopSignal: 'INT', Shell: ['sh'] } },
      {
        Container: '',
        Config: { Healthcheck: { Test: ['NONE'] }, OnBuild: ['RUN x'], StopSignal: 'INT', Shell: ['sh'] },
        ContainerConfig: {
          ...{
            ...empty,
            Healthcheck: { Test: ['NONE'] },
            OnBuild: ['RUN x'],
            StopSignal: 'INT',
            Shell: ['sh'],
          },
        },
      },
    ],
    [{ ContainerConfig: { Cmd: ['#(nop)'] } }, { Container: '', ContainerConfig: { Cmd: ['#(nop)'] } }],
    [{ Container: 'c', ContainerConfig: { Cmd: null } }, SAME],
  ],
)

const id = 'abcdef0123456789'
checkRows(
  t,
  rules,
  ['v1.45-inspect-aliases-shortid', 'ContainerInspect', 'response'],
  [
    [
      {
        Id: id,
        Config: { Hostname: 'h' },
        NetworkSettings: {
          Networks: { n: { Aliases: null }, m: { Aliases: ['h', 'x'] }, bridge: { Aliases: null } },
        },
      },
      {
        Id: id,
        Config: { Hostname: 'h' },
        NetworkSettings: {
          Networks: {
            n: { Aliases: ['abcdef012345', 'h'] },
            m: { Aliases: ['h', 'x', 'abcdef012345'] },
            bridge: { Aliases: null },
          },
        },
      },
    ],
    [{ Id: id, NetworkSettings: { Networks: { host: {}, none: {}, default: {} } } }, SAME],
    [{ Id: id, NetworkSettings: { Networks: null } }, SAME],
    [{ Id: id }, SAME],
  ],
)

checkRefusals(
  t,
  rules,
  ['v1.45-volume-subpath', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { Mounts: [{ Type: 'volume', VolumeOptions: { Subpath: 'a' } }] } },
      'VolumeOptions.Subpath needs API v1.45 or newer',
    ],
  ],
)
checkRows(
  t,
  rules,
  ['v1.45-volume-subpath', 'ContainerCreate', 'request'],
  [[{ HostConfig: { Mounts: [{ VolumeOptions: { Subpath: '' } }, { VolumeOptions: null }] } }, SAME]],
)

import t from 'tap'
import rules from '../../rules/v1.40.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.39', '1.40')

t.test('v1.40-create-ipcmode-shareable: by default others may join the IPC namespace', async t => {
  const { request } = stepsOf(rules, 'v1.40-create-ipcmode-shareable', 'ContainerCreate')
  const shareable = { Image: 'a', HostConfig: { IpcMode: 'shareable' } }
  for (const body of [
    { Image: 'a' },
    { Image: 'a', HostConfig: null },
    { Image: 'a', HostConfig: {} },
    { Image: 'a', HostConfig: { IpcMode: '' } },
  ]) {
    t.strictSame(request!(body, context), shareable)
  }
  for (const body of [{ HostConfig: { IpcMode: 'private' } }, { HostConfig: [] }, undefined]) {
    t.equal(request!(body, context), body)
  }
})

t.test('members of a container that were not yet known are ignored', async t => {
  const cases = [
    [
      'v1.40-create-bind-nonrecursive',
      'ContainerCreate',
      {
        HostConfig: {
          Mounts: [
            { Type: 'bind', BindOptions: { NonRecursive: true, Propagation: 'rslave' } },
            { Type: 'tmpfs' },
          ],
        },
      },
      {
        HostConfig: { Mounts: [{ Type: 'bind', BindOptions: { Propagation: 'rslave' } }, { Type: 'tmpfs' }] },
      },
    ],
    [
      'v1.40-create-kernelmemorytcp',
      'ContainerCreate',
      { HostConfig: { KernelMemoryTCP: 1, KernelMemory: 2 } },
      { HostConfig: { KernelMemory: 2 } },
    ],
    ['v1.40-update-pidslimit', 'ContainerUpdate', { PidsLimit: 0, CpuShares: 2 }, { CpuShares: 2 }],
    [
      'v1.40-swarm-init-datapathport',
      'SwarmInit',
      { DataPathPort: 7777, ListenAddr: 'a' },
      { ListenAddr: 'a' },
    ],
  ] as const
  for (const [id, operation, sent, expected] of cases) {
    const { request } = stepsOf(rules, id, operation)
    t.strictSame(request!(sent, context), expected, id)
    t.equal(request!(expected, context), expected, id)
  }
})

t.test('v1.40-services-spec-fields: members of a service that were not yet known are ignored', async t => {
  for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
    const { request } = stepsOf(rules, 'v1.40-services-spec-fields', operation)
    t.strictSame(
      request!(
        {
          Name: 's',
          TaskTemplate: {
            ContainerSpec: {
              Image: 'a',
              Sysctls: { a: 'b' },
              Privileges: { CredentialSpec: { Config: 'c', File: '' } },
              Configs: [{ ConfigID: 'i', Runtime: {} }],
            },
            Placement: { MaxReplicas: 2, Constraints: [] },
          },
        },
        context,
      ),
      {
        Name: 's',
        TaskTemplate: {
          ContainerSpec: {
            Image: 'a',
            Privileges: { CredentialSpec: { File: '' } },
            Configs: [{ ConfigID: 'i' }],
          },
          Placement: { Constraints: [] },
        },
      },
    )
  }
})

t.test('v1.40-build-outputs: outputs are ignored', async t => {
  const { query } = stepsOf(rules, 'v1.40-build-outputs', 'ImageBuild')
  t.equal(query!(new URLSearchParams('t=a&outputs=%7B'), context).toString(), 't=a')
})

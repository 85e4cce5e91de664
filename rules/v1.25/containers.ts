/** Containers at API 1.25 (docker 1.13): moby `api/server/router/container/container_routes.go` and `daemon/` at v1.12.6 and v1.13.0. */
import { change, type OperationChange } from '../../src/translate/change.ts'
import { everyStatsMember } from '../shapes/container-stats.ts'
import { at, onObject, replacing } from '../shapes/json-edit.ts'
import { lenientRestartPolicy } from '../shapes/restart-policy.ts'

/** What Go's strconv.Atoi reads. */
const doneAlready: OperationChange = {
  error: error =>
    error.status === 409 && error.message.includes('is already in progress')
      ? { status: 204, message: '' }
      : error,
}

const withoutAutoRemove = onObject(hostConfig =>
  hostConfig.AutoRemove === undefined || hostConfig.AutoRemove === false
    ? hostConfig
    : { ...hostConfig, AutoRemove: false },
)

export const containers = [
  change({
    id: 'v1.25-stop-timeout-default',
    summary:
      'Without a number in `t`, stop and restart wait as long as the container says; before, they killed at once',
    status: 'not needed',
    reason:
      'Clients of that time always send `t`; who leaves it out is a newer program told to speak 1.24, and counts on the wait.',
    operations: {},
  }),
  change({
    id: 'v1.25-autoremove',
    summary: 'AutoRemove makes the daemon remove the container; before, that was up to the client',
    unversioned: '29.0.0',
    operations: { ContainerCreate: { request: at('HostConfig', withoutAutoRemove) } },
  }),
  change({
    id: 'v1.25-state-removing',
    summary: 'A container that is being removed is `removing`; before, it was already `dead`',
    unversioned: '1.13.0',
    operations: {
      ContainerInspect: { response: at('State.Status', replacing('removing', 'dead')) },
      ContainerList: { response: at('[].State', replacing('removing', 'dead')), onlyWith: ['"removing"'] },
    },
  }),
  change({
    id: 'v1.25-restart-policy-validation',
    summary: 'Restart policies that make no sense are refused; before, they were taken for one that does',
    unversioned: '1.13.0',
    operations: {
      ContainerCreate: { request: at('HostConfig.RestartPolicy', lenientRestartPolicy) },
      ContainerUpdate: { request: at('RestartPolicy', lenientRestartPolicy) },
    },
  }),
  change({
    id: 'v1.25-stats-omitempty',
    summary: 'Statistics leave out what is zero or unknown; before, every member was there',
    unversioned: '1.13.0',
    operations: { ContainerStats: { message: everyStatsMember } },
    loss: 'On a cgroup v2 host memory_stats.stats has only those cgroup v1 counters which it can tell.',
  }),
  change({
    id: 'v1.25-delete-in-progress',
    summary: 'Deleting a container twice at a time is a conflict; before, the second call succeeded at once',
    unversioned: '1.13.0',
    operations: { ContainerDelete: doneAlready },
  }),
  change({
    id: 'v1.25-start-missing-command',
    summary: 'Starting a command that is not in the image is 400; before, it was 404 or 500',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients read the words of the error, which are still there, and not its number.',
  }),
  change({
    id: 'v1.25-hijack-extra-headers',
    summary: 'The head of a hijacked exec carries Api-Version, Ostype and the like; before, it did not',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'HTTP parsers skip fields they do not know.',
  }),
]
